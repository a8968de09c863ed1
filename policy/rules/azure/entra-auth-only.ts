import { undecided, violation, type Finding } from "../../lib/finding.ts";
import { mcsb } from "../../lib/frameworks.ts";
import { clusterType, requireOnCluster, type ClusterDemand } from "../../lib/managedCluster.ts";
import { get, isPending, items, text, type Field } from "../../lib/read.ts";
import { defineAzureRule } from "../../lib/rule.ts";
import { flag, strings } from "../../lib/settings.ts";

const always: readonly ClusterDemand[] = [
  {
    keys: ["disableLocalAccounts"],
    is: ["true"],
    fix: "Set it to true, or the cluster-admin certificate opens the cluster to whoever fetches it",
  },
  {
    keys: ["enableRBAC"],
    is: ["true"],
    fix: "Set it to true, or every account may do everything",
    automatic: true,
  },
  {
    keys: ["aadProfile", "managed"],
    is: ["true"],
    fix: "Set it to true, so that Microsoft Entra ID signs users in",
    automatic: true,
  },
];

const azureRbac: ClusterDemand = {
  keys: ["aadProfile", "enableAzureRBAC"],
  is: ["true"],
  fix: "Set it to true, so that Azure role assignments say who may do what",
  automatic: true,
};

/** The retired integration, with an application and a secret of its own. */
const retired = ["clientAppID", "serverAppID", "serverAppSecret"];

export const entraAuthOnly = defineAzureRule({
  name: "aks-entra-auth-only",
  description:
    "Only Microsoft Entra identities may sign in to a cluster, and Azure roles say what they may do.",
  severity: "critical",
  level: "mandatory",
  framework: mcsb("IM-1"),
  tags: [
    "checkov:CKV_AZURE_5",
    "checkov:CKV_AZURE_141",
    "trivy:AZU-0042",
    "azure-policy:993c2fcd",
    "azure-policy:450d2877",
    "psrule:Azure.AKS.LocalAccounts",
    "psrule:Azure.AKS.ManagedAAD",
    "psrule:Azure.AKS.AzureRBAC",
    "psrule:Azure.AKS.UseRBAC",
  ],
  remediationSteps:
    "Disable local accounts, and enable managed Microsoft Entra integration with Azure RBAC for Kubernetes.",
  url: "https://learn.microsoft.com/azure/aks/local-accounts",
  types: [clusterType],
  params: {
    requireAzureRbac: flag(true, "Demand Azure RBAC; without it, Kubernetes RBAC alone decides."),
    adminGroups: strings([], "Object ids of the groups that may administer clusters; any while empty."),
  },
  check: ({ body }, { requireAzureRbac, adminGroups }) => [
    ...requireOnCluster(body, requireAzureRbac ? [...always, azureRbac] : always),
    ...retired.flatMap((key) => refuse(get(body, "aadProfile", key))),
    ...checkGroups(get(body, "aadProfile", "adminGroupObjectIDs"), adminGroups),
  ],
});

function refuse(field: Field): readonly Finding[] {
  if (isPending(field)) return [undecided(field)];
  return field.state === "known"
    ? [violation(field, "belongs to the retired Entra integration", "Remove it")]
    : [];
}

function checkGroups(groups: Field, allowed: readonly string[]): readonly Finding[] {
  if (allowed.length === 0) return [];
  if (isPending(groups)) return [undecided(groups)];
  return items(groups).flatMap((group) => {
    if (isPending(group)) return [undecided(group)];
    const id = text(group)?.toLowerCase();
    if (allowed.some((known) => known.toLowerCase() === id)) return [];
    return [violation(group, "is no group of adminGroups", "Name a group that may administer clusters")];
  });
}
