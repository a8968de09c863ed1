import { azureType } from "../../lib/azure.ts";
import { undecided, violation, type Finding } from "../../lib/finding.ts";
import { mcsb } from "../../lib/frameworks.ts";
import { clusterType, requireOnCluster } from "../../lib/managedCluster.ts";
import { checkPools, poolTypes } from "../../lib/nodePools.ts";
import { get, isPending, text, type Field } from "../../lib/read.ts";
import { defineAzureRule } from "../../lib/rule.ts";
import { matching, strings } from "../../lib/settings.ts";

/** `1.36` stands for the latest patch of that minor version. */
const versionPattern = /^\d+\.\d+(\.\d+)?$/;

export const versionAndUpgrades = defineAzureRule({
  name: "aks-version-and-upgrades",
  description: "Clusters and pools must run a supported Kubernetes version and take patches by themselves.",
  severity: "medium",
  level: "mandatory",
  framework: mcsb("PV-6"),
  tags: [
    "checkov:CKV_AZURE_171",
    "azure-policy:5c345cdf",
    "azure-policy:04408ca5",
    "psrule:Azure.AKS.Version",
    "psrule:Azure.AKS.PoolVersion",
    "psrule:Azure.AKS.AutoUpgrade",
    "psrule:Azure.AKS.NodeAutoUpgrade",
  ],
  remediationSteps:
    "Move to a supported minor version, pools included, and choose an upgrade channel for Kubernetes and one for nodes.",
  url: "https://learn.microsoft.com/azure/aks/auto-upgrade-cluster",
  types: poolTypes,
  params: {
    minVersion: matching(versionPattern, "1.34", "Oldest Kubernetes version, e.g. 1.34."),
    channels: strings(["patch", "stable", "rapid"], "Upgrade channels that a cluster may use."),
    nodeOsChannels: strings(["NodeImage", "SecurityPatch"], "Upgrade channels that its nodes may use."),
  },
  check: (resource, { minVersion, channels, nodeOsChannels }) => {
    const cluster = azureType(resource) === clusterType ? resource.body : undefined;
    const version = cluster && get(cluster, "kubernetesVersion");
    return [
      ...(version === undefined ? [] : checkVersion(version, minVersion)),
      ...checkPools(resource, ({ field, label }) =>
        checkVersion(get(field, "orchestratorVersion"), minVersion, label, version),
      ),
      ...(cluster === undefined
        ? []
        : requireOnCluster(cluster, [
            {
              keys: ["autoUpgradeProfile", "upgradeChannel"],
              is: channels,
              fix: "Choose a channel, or the cluster stays at the patch it was born with",
              automatic: true,
            },
            {
              keys: ["autoUpgradeProfile", "nodeOSUpgradeChannel"],
              is: nodeOsChannels,
              fix: "Choose a channel that AKS tests and rolls out node by node",
              optional: true,
            },
            {
              keys: ["upgradeSettings", "overrideSettings", "forceUpgrade"],
              is: ["false"],
              fix: "Remove it; forced upgrades ignore APIs that are gone in the new version",
              optional: true,
            },
          ])),
    ];
  },
});

/** What is left out is a supported version: Azure's default for a cluster, the cluster's for a pool. */
function checkVersion(field: Field, minVersion: string, of?: string, cluster?: Field): readonly Finding[] {
  if (isPending(field)) return [undecided(field)];
  if (field.state !== "known") return [];
  const version = text(field) ?? "";
  const where = { path: field.path, of };
  if (!versionPattern.test(version))
    return [violation(where, "is no Kubernetes version", "Write it like 1.36 or 1.36.2")];
  if (difference(version, minVersion) < 0)
    return [violation(where, `${version} is older than ${minVersion}`, `Upgrade to ${minVersion} or later`)];
  const leading = cluster && text(cluster);
  if (leading === undefined || !versionPattern.test(leading) || difference(version, leading) === 0) return [];
  return [
    violation(where, `${version} is not the cluster's ${leading}`, "Keep pools at the cluster's version"),
  ];
}

/** Below zero when `a` is older than `b`, as far as both are written. */
function difference(a: string, b: string): number {
  const others = b.split(".").map(Number);
  const steps = a.split(".").map((part, index) => Number(part) - (others[index] ?? Number(part)));
  return steps.find((step) => step !== 0) ?? 0;
}
