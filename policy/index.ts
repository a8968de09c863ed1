/** Entry of the pack: constructing PolicyPack starts its server, so tests import the rules, never this file. */
import { PolicyPack } from "@pulumi/policy";
import settings from "./config.json" with { type: "json" };
import { configProblems } from "./lib/config.ts";
import { toPolicies } from "./lib/crossguard.ts";
import { withLevels } from "./lib/levels.ts";
import { shareInputs } from "./lib/shareInputs.ts";
import { rules } from "./rules/index.ts";

const problems = configProblems(rules, settings);
// The engine would take a misspelt rule or parameter for none at all.
if (problems.length > 0) throw new Error(["policy/config.json:", ...problems].join("\n  "));
shareInputs();

new PolicyPack(
  "aks-platform",
  { description: "Policies for AKS and Kubernetes.", policies: toPolicies(rules) },
  withLevels(rules, settings),
);
