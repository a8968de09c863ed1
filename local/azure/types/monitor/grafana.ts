import { referenceNotFound } from "../../arm/errors.ts";
import { client, guidOf } from "../../arm/ids.ts";
import type { ResourceType } from "../../resourceType.ts";
import { listAt, textAt } from "../../values.ts";
import { inGroup } from "../resourceGroup.ts";

export const grafana: ResourceType = {
  module: "dashboard",
  name: "Grafana",
  armType: "Microsoft.Dashboard/grafana",
  id: `${inGroup}/providers/Microsoft.Dashboard/grafana/{workspaceName}`,
  naming: {
    property: "workspaceName",
    auto: "random",
    min: 2,
    max: 23,
    pattern: /^[A-Za-z][A-Za-z0-9-]*[A-Za-z0-9]$/,
    rule: "letters, digits and hyphens, beginning with a letter and ending with a letter or digit",
  },
  locationRequired: true,
  replaces: ["location"],
  admit({ inputs, azure }) {
    const integrations = "properties.grafanaIntegrations.azureMonitorWorkspaceIntegrations";
    for (const integration of listAt(inputs, integrations)) {
      const id = textAt(integration, "azureMonitorWorkspaceResourceId") ?? "";
      if (!azure.get(id)) throw referenceNotFound(id, "azureMonitorWorkspaceIntegrations");
    }
  },
  outputs: ({ id, name, inputs }) => ({
    properties: {
      endpoint: `https://${name}-${guidOf(id, "endpoint").slice(0, 8)}.${textAt(inputs, "location") ?? ""}.grafana.azure.com`,
      provisioningState: "Succeeded",
    },
    ...(textAt(inputs, "identity.type") === "SystemAssigned"
      ? {
          identity: {
            type: "SystemAssigned",
            principalId: guidOf(id, "principal"),
            tenantId: client.tenantId,
          },
        }
      : {}),
  }),
};
