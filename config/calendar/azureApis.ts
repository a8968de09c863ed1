import type { Entry } from "./entry.ts";

/** A version without an announced end: that of the provider's classes, or the one we ask it for. */
function api(module: string, version: string, title: string): Entry {
  return {
    id: `azure-api/${module}@${version}`,
    title: `${title} API ${version}`,
    source: "https://github.com/pulumi/pulumi-azure-native/releases/tag/v3.28.0",
    checked: "2026-11-21",
  };
}

/** Versions of Azure's control-plane APIs, by the modules of azure-native. */
export const azureApis: readonly Entry[] = [
  api("alertsmanagement", "2023-03-01", "Azure alerts management"),
  api("authorization", "2022-04-01", "Azure role assignment"),
  api("consumption", "2024-08-01", "Azure budget"),
  {
    ...api("containerregistry", "2023-01-01-preview", "Azure Container Registry"),
    source: "https://learn.microsoft.com/azure/container-registry/container-registry-api-deprecation",
  },
  {
    ...api("containerservice", "2025-04-02-preview", "AKS"),
    endsWith: "an announcement, about a year after release",
    successor: "azure-api/containerservice@2025-04-01",
    source: "https://learn.microsoft.com/azure/aks/concepts-preview-api-life-cycle",
    checked: "2026-08-21",
  },
  {
    ...api("containerservice", "2025-04-01", "AKS"),
    source: "https://learn.microsoft.com/azure/templates/microsoft.containerservice/allversions",
  },
  api("containerservice", "2025-09-01", "AKS"),
  api("containerservice", "2026-03-01", "AKS"),
  api("dashboard", "2024-10-01", "Azure Managed Grafana"),
  api("dataprotection", "2025-01-01", "Azure Backup"),
  {
    ...api("keyvault", "2024-11-01", "Azure Key Vault"),
    ends: "2027-02-27",
    successor: "azure-api/keyvault@2026-02-01",
    source: "https://learn.microsoft.com/azure/key-vault/general/migrate-api-version",
  },
  {
    ...api("keyvault", "2026-02-01", "Azure Key Vault"),
    source: "https://learn.microsoft.com/azure/key-vault/general/migrate-api-version",
  },
  api("managedidentity", "2023-01-31", "Azure managed identity"),
  api("monitor", "2021-05-01-preview", "Azure Monitor"),
  api("monitor", "2022-06-01", "Azure Monitor"),
  api("monitor", "2023-04-03", "Azure Monitor"),
  api("monitor", "2024-10-01-preview", "Azure Monitor"),
  api("network", "2024-05-01", "Azure network"),
  api("operationalinsights", "2023-09-01", "Azure Log Analytics"),
  api("privatedns", "2024-06-01", "Azure private DNS"),
  api("resources", "2024-03-01", "Azure resource group"),
  api("servicebus", "2026-01-01", "Azure Service Bus"),
];
