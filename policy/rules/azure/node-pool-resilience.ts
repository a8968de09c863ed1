import { unless } from "../../lib/finding.ts";
import { azureType } from "../../lib/azure.ts";

import { waf } from "../../lib/frameworks.ts";
import { clusterType, isAutomatic, requireOnCluster } from "../../lib/managedCluster.ts";
import { checkPools, poolTypes } from "../../lib/nodePools.ts";
import { checkResilience } from "../../lib/poolResilience.ts";
import { defineAzureRule } from "../../lib/rule.ts";
import { atLeast, strings } from "../../lib/settings.ts";

const tier = {
  keys: ["sku", "tier"],
  is: ["Standard", "Premium"],
  fix: "Choose Standard or Premium; the free tier promises no uptime",
  automatic: true,
};

export const nodePoolResilience = defineAzureRule({
  name: "aks-node-pool-resilience",
  description:
    "A cluster must have a promised uptime, and node pools that survive a zone, a peak and an upgrade.",
  severity: "medium",
  level: "advisory",
  framework: waf("RE:05"),
  tags: [
    "checkov:CKV_AZURE_168",
    "checkov:CKV_AZURE_169",
    "checkov:CKV_AZURE_170",
    "checkov:CKV_AZURE_232",
    "azure-policy:e16d171b",
    "psrule:Azure.AKS.AvailabilityZone",
    "psrule:Azure.AKS.AutoScaling",
    "psrule:Azure.AKS.MinNodeCount",
    "psrule:Azure.AKS.PoolScaleSet",
    "psrule:Azure.AKS.NodeMinPods",
    "psrule:Azure.AKS.UptimeSLA",
  ],
  remediationSteps:
    "Use a tier with an uptime promise, spread pools over zones, autoscale them, and keep system pools for add-ons.",
  url: "https://learn.microsoft.com/azure/aks/best-practices-app-cluster-reliability",
  types: poolTypes,
  params: {
    minSystem: atLeast(1, 3, "Least nodes of a system pool."),
    zones: atLeast(0, 3, "Zones a pool has to spread over; 0 where the region has none."),
    minMaxPods: atLeast(1, 50, "Least value of maxPods, where it is set."),
    exemptPools: strings([], "Names of pools that the rule leaves alone."),
  },
  check: (resource, { exemptPools, ...limits }) => [
    ...(azureType(resource) === clusterType ? requireOnCluster(resource.body, [tier]) : []),
    ...checkPools(resource, (pool) =>
      exemptPools.includes(pool.name ?? "")
        ? []
        : unless(pool.cluster !== undefined && isAutomatic(pool.cluster), checkResilience(pool, limits)),
    ),
  ],
});
