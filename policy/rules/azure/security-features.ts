import { holds, requireInput, type Demand } from "../../lib/demand.ts";
import type { Finding } from "../../lib/finding.ts";
import { mcsb } from "../../lib/frameworks.ts";
import { addonOf, clusterType, requireOnCluster, type ClusterDemand } from "../../lib/managedCluster.ts";
import { get, type Field } from "../../lib/read.ts";
import { defineAzureRule } from "../../lib/rule.ts";
import { flag, strings } from "../../lib/settings.ts";

const defenderOn: ClusterDemand = {
  keys: ["securityProfile", "defender", "securityMonitoring", "enabled"],
  is: ["true"],
  fix: "Set it to true, with the workspace that Defender reports to",
};

const imageCleanerOn: ClusterDemand = {
  keys: ["securityProfile", "imageCleaner", "enabled"],
  is: ["true"],
  fix: "Set it to true, so that nodes drop unused images with known flaws",
  automatic: true,
};

const policyOn: ClusterDemand = {
  keys: ["enabled"],
  is: ["true"],
  fix: "Enable the add-on, so that Azure Policy admits what runs in the cluster",
  automatic: true,
};

const secretStoreOn: Demand = {
  keys: ["enabled"],
  is: ["true"],
  fix: "Enable the add-on, so that pods mount secrets from Key Vault",
};

const rotation: Demand = {
  keys: ["config", "enableSecretRotation"],
  is: ["true"],
  fix: 'Set it to "true", or pods keep secrets after they were renewed in the vault',
};

const retired: Demand = {
  keys: ["enabled"],
  is: ["false"],
  fix: "Remove the add-on; it is retired",
  optional: true,
};

export const securityFeatures = defineAzureRule({
  name: "aks-security-features",
  description: "A cluster must run the security features of AKS, and none of the add-ons that were retired.",
  severity: "high",
  level: "mandatory",
  framework: mcsb("PV-2"),
  tags: [
    "checkov:CKV_AZURE_8",
    "checkov:CKV_AZURE_116",
    "checkov:CKV_AZURE_172",
    "checkov:CKV_AZURE_246",
    "trivy:AZU-0066",
    "azure-policy:0a15ec92",
    "azure-policy:a1840de2",
    "azure-policy:af3c26b2",
    "psrule:Azure.AKS.AzurePolicyAddOn",
    "psrule:Azure.AKS.DefenderProfile",
    "psrule:Azure.AKS.SecretStore",
    "psrule:Azure.AKS.SecretStoreRotation",
    "psrule:Azure.AKS.HttpAppRouting",
  ],
  remediationSteps:
    "Enable the Azure Policy and Key Vault add-ons, Defender and the image cleaner on the cluster.",
  url: "https://learn.microsoft.com/azure/aks/concepts-security",
  types: [clusterType],
  params: {
    azurePolicy: flag(true, "Demand the Azure Policy add-on, which admits objects by policy."),
    defender: flag(true, "Demand Defender, which watches nodes and the API server."),
    imageCleaner: flag(true, "Demand the image cleaner."),
    secretStore: flag(true, "Demand the Key Vault add-on, with rotation of secrets."),
    retiredAddons: strings(["httpApplicationRouting", "kubeDashboard"], "Add-ons that have to be off."),
  },
  check: ({ body }, { azurePolicy, defender, imageCleaner, secretStore, retiredAddons }) => [
    ...(azurePolicy ? requireOnCluster(body, [policyOn], addonOf(body, "azurepolicy")) : []),
    ...requireOnCluster(body, [...(defender ? [defenderOn] : []), ...(imageCleaner ? [imageCleanerOn] : [])]),
    ...(secretStore ? checkSecretStore(addonOf(body, "azureKeyvaultSecretsProvider")) : []),
    ...retiredAddons.flatMap((name) => requireInput(addonOf(body, name), retired)),
  ],
});

function checkSecretStore(addon: Field): readonly Finding[] {
  const enabled = get(addon, "enabled");
  const off = enabled.state !== "unknown" && !holds(enabled, "true");
  return [...requireInput(addon, secretStoreOn), ...(off ? [] : requireInput(addon, rotation))];
}
