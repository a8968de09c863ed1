import type { AzureRule, ObjectRule, Rule, StackRule } from "../lib/rule.ts";
import { aksRules } from "./azure/aks.ts";
import { dataRules } from "./azure/data.ts";
import { platformRules } from "./azure/platform.ts";
import { registryRules } from "./azure/registry.ts";
import { dropAllCapabilities } from "./kubernetes/drop-all-capabilities.ts";
import { imageVersioned } from "./kubernetes/image-versioned.ts";
import { noPlaintextSecretsInEnv } from "./kubernetes/no-plaintext-secrets-in-env.ts";
import { noPrivilegeEscalation } from "./kubernetes/no-privilege-escalation.ts";
import { noSecretsInConfigMaps } from "./kubernetes/no-secrets-in-configmaps.ts";
import { ownServiceAccount } from "./kubernetes/own-service-account.ts";
import { probesRequired } from "./kubernetes/probes-required.ts";
import { readOnlyRootFs } from "./kubernetes/read-only-root-fs.ts";
import { resourcesRequestsLimits } from "./kubernetes/resources-requests-limits.ts";
import { networkingRules } from "./kubernetes/networking.ts";
import { reliabilityRules } from "./kubernetes/reliability.ts";
import { routeTlsRequired } from "./kubernetes/route-tls-required.ts";
import { runAsNonRoot } from "./kubernetes/run-as-non-root.ts";
import { seccompRuntimeDefault } from "./kubernetes/seccomp-runtime-default.ts";
import { supplyChainRules } from "./kubernetes/supplyChain.ts";
import { tenancyRules } from "./kubernetes/tenancy.ts";
import { workloadSecurityRules } from "./kubernetes/workloadSecurity.ts";
import { referenceRules } from "./stack/references.ts";
import { wiringRules } from "./stack/wiring.ts";

/** Rules on one Kubernetes object. */
export const objectRules: readonly ObjectRule[] = [
  noPrivilegeEscalation,
  runAsNonRoot,
  dropAllCapabilities,
  seccompRuntimeDefault,
  readOnlyRootFs,
  ownServiceAccount,
  noPlaintextSecretsInEnv,
  noSecretsInConfigMaps,
  resourcesRequestsLimits,
  probesRequired,
  imageVersioned,
  routeTlsRequired,
  ...workloadSecurityRules,
  ...reliabilityRules,
  ...supplyChainRules,
  ...networkingRules,
  ...tenancyRules,
];

/** Rules on one Azure resource. */
export const azureRules: readonly AzureRule[] = [
  ...aksRules,
  ...registryRules,
  ...dataRules,
  ...platformRules,
];

/** Rules on everything in a stack together. */
export const stackRules: readonly StackRule[] = [...wiringRules, ...referenceRules];

/** Every rule of the pack, in the order of docs/policies.md. */
export const rules: readonly Rule[] = [...objectRules, ...azureRules, ...stackRules];
