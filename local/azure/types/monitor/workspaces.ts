import { badRequest } from "../../arm/errors.ts";
import { guidOf } from "../../arm/ids.ts";
import type { ResourceType } from "../../resourceType.ts";
import { numberAt, textAt } from "../../values.ts";
import { inGroup } from "../resourceGroup.ts";

export const logWorkspaceType = "Microsoft.OperationalInsights/workspaces";
export const monitorWorkspaceType = "Microsoft.Monitor/accounts";

export const logWorkspace: ResourceType = {
  module: "operationalinsights",
  name: "Workspace",
  armType: logWorkspaceType,
  id: `${inGroup}/providers/Microsoft.OperationalInsights/workspaces/{workspaceName}`,
  naming: {
    property: "workspaceName",
    auto: "random",
    min: 4,
    max: 63,
    pattern: /^[A-Za-z0-9][A-Za-z0-9-]*[A-Za-z0-9]$/,
    rule: "letters, digits and hyphens, beginning and ending with a letter or digit",
  },
  locationRequired: true,
  replaces: ["location"],
  admit({ inputs }) {
    const sku = textAt(inputs, "sku.name") ?? "PerGB2018";
    const days = numberAt(inputs, "retentionInDays") ?? 30;
    if (sku !== "PerGB2018" || (days >= 30 && days <= 730)) return;
    throw badRequest(
      `'RetentionInDays' property doesn't match the SKU limits: ${sku} keeps logs for 30 to 730 days, got ${days}.`,
      "InvalidParameter",
      "retentionInDays",
    );
  },
  outputs: ({ id, inputs }) => ({
    customerId: guidOf(id, "workspace"),
    provisioningState: "Succeeded",
    retentionInDays: numberAt(inputs, "retentionInDays") ?? 30,
    publicNetworkAccessForIngestion: textAt(inputs, "publicNetworkAccessForIngestion") ?? "Enabled",
    publicNetworkAccessForQuery: textAt(inputs, "publicNetworkAccessForQuery") ?? "Enabled",
  }),
};

export const monitorWorkspace: ResourceType = {
  module: "monitor",
  name: "AzureMonitorWorkspace",
  armType: monitorWorkspaceType,
  id: `${inGroup}/providers/Microsoft.Monitor/accounts/{azureMonitorWorkspaceName}`,
  naming: {
    property: "azureMonitorWorkspaceName",
    auto: "random",
    min: 3,
    max: 44,
    pattern: /^[A-Za-z0-9][A-Za-z0-9-]*[A-Za-z0-9]$/,
    rule: "letters, digits and hyphens, beginning and ending with a letter or digit",
  },
  locationRequired: true,
  replaces: ["location"],
  outputs: ({ id, name, inputs }) => ({
    accountId: guidOf(id, "account"),
    metrics: {
      prometheusQueryEndpoint: `https://${name}.${textAt(inputs, "location") ?? ""}.prometheus.monitor.azure.com`,
    },
    provisioningState: "Succeeded",
  }),
};
