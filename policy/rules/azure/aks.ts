import type { AzureRule } from "../../lib/rule.ts";
import { apiServerRestricted } from "./api-server-restricted.ts";
import { entraAuthOnly } from "./entra-auth-only.ts";
import { networkPolicyEngine } from "./network-policy-engine.ts";
import { nodePoolHardening } from "./node-pool-hardening.ts";
import { nodePoolResilience } from "./node-pool-resilience.ts";
import { securityFeatures } from "./security-features.ts";
import { versionAndUpgrades } from "./version-and-upgrades.ts";
import { workloadIdentityEnabled } from "./workload-identity-enabled.ts";

/** Rules on clusters and their node pools. */
export const aksRules: readonly AzureRule[] = [
  entraAuthOnly,
  apiServerRestricted,
  networkPolicyEngine,
  workloadIdentityEnabled,
  versionAndUpgrades,
  securityFeatures,
  nodePoolHardening,
  nodePoolResilience,
];
