/** Entry of the pack: constructing PolicyPack starts its server, so tests import the rules, never this file. */
import { PolicyPack } from "@pulumi/policy";
import { getStack } from "@pulumi/pulumi";
import { toPolicies } from "./lib/crossguard.ts";
import { levelsFor } from "./lib/levels.ts";
import { shareInputs } from "./lib/shareInputs.ts";
import { rules } from "./rules/index.ts";

shareInputs();

new PolicyPack(
  "aks-platform",
  { description: "Policies for AKS and Kubernetes.", policies: toPolicies(rules) },
  levelsFor(getStack(), rules),
);
