import { mcsb } from "../../lib/frameworks.ts";
import { clusterType, requireOnCluster, type ClusterDemand } from "../../lib/managedCluster.ts";
import { defineAzureRule } from "../../lib/rule.ts";

const demands: readonly ClusterDemand[] = [
  {
    keys: ["oidcIssuerProfile", "enabled"],
    is: ["true"],
    fix: "Set it to true, so that Microsoft Entra ID can trust the tokens of service accounts",
    automatic: true,
  },
  {
    keys: ["securityProfile", "workloadIdentity", "enabled"],
    is: ["true"],
    fix: "Set it to true, so that pods get Entra tokens without a secret",
    automatic: true,
  },
  {
    keys: ["identity", "type"],
    is: ["UserAssigned", "SystemAssigned"],
    fix: "Give the cluster a managed identity",
  },
  {
    keys: ["podIdentityProfile", "enabled"],
    is: ["false"],
    fix: "Move to workload identity; pod identity is no longer maintained",
    optional: true,
  },
  {
    // What Azure answers for clusters with a managed identity, and programs send back.
    keys: ["servicePrincipalProfile", "clientId"],
    is: ["msi"],
    fix: "Remove servicePrincipalProfile; a managed identity has no password to leak or renew",
    optional: true,
  },
];

export const workloadIdentityEnabled = defineAzureRule({
  name: "aks-workload-identity-enabled",
  description: "Clusters and pods must use managed identities and workload identity, not passwords.",
  severity: "high",
  level: "mandatory",
  framework: mcsb("IM-3"),
  tags: ["azure-policy:2cc2e023", "azure-policy:da6e2401", "psrule:Azure.AKS.ManagedIdentity"],
  remediationSteps:
    "Enable the OIDC issuer and workload identity together, on a cluster with a managed identity.",
  url: "https://learn.microsoft.com/azure/aks/workload-identity-overview",
  types: [clusterType],
  params: {},
  check: ({ body }) => requireOnCluster(body, demands),
});
