/** Entry of the pack: constructing PolicyPack starts its server, so tests import the rules, never this file. */
import { PolicyPack } from "@pulumi/policy";
import { toPolicies } from "./lib/crossguard.ts";
import { rules } from "./rules/index.ts";

new PolicyPack("aks-platform", {
  description: "Policies for AKS and Kubernetes.",
  policies: toPolicies(rules),
});
