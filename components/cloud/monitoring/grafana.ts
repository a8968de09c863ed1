/** Dashboards over an environment's metrics. */

import { Grafana as ManagedGrafana } from "@pulumi/azure-native/dashboard/grafana.js";
import type * as pulumi from "@pulumi/pulumi";
import { azureName } from "../../../config/naming.ts";
import type { AzureScope } from "../../base/azure.ts";
import { Component } from "../../base/component.ts";
import { grantRole } from "../../base/roles.ts";

export interface GrafanaArgs {
  readonly azure: AzureScope;
  /** Azure Monitor workspace it reads from. */
  readonly metricsId: pulumi.Input<string>;
  /** Object ids of the Entra groups that administer it. */
  readonly adminGroups: readonly string[];
}

/** Managed Grafana: people sign in through Entra, API keys are off, and its identity may read the metrics alone. */
export class Grafana extends Component {
  constructor(name: string, args: GrafanaArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aks-platform:cloud:Grafana", name, opts);
    const { azure, metricsId } = args;
    const grafana = new ManagedGrafana(
      `${name}-workspace`,
      {
        resourceGroupName: azure.resourceGroup,
        workspaceName: azureName("grafana", azure.environment),
        location: azure.environment.region,
        sku: { name: "Standard" },
        identity: { type: "SystemAssigned" },
        properties: {
          apiKey: "Disabled",
          publicNetworkAccess: "Enabled",
          grafanaIntegrations: {
            azureMonitorWorkspaceIntegrations: [{ azureMonitorWorkspaceResourceId: metricsId }],
          },
        },
        tags: azure.environment.tags,
      },
      { parent: this },
    );
    const principalId = grafana.identity.apply((identity) => identity?.principalId ?? "");
    const reader = { azure, role: "MonitoringDataReader", scope: metricsId, principalId } as const;
    grantRole(`${name}-reader`, reader, { parent: this });
    for (const group of args.adminGroups) {
      const admin = { azure, role: "GrafanaAdmin", scope: grafana.id, principalId: group } as const;
      grantRole(`${name}-admin-${group}`, { ...admin, principalType: "Group" }, { parent: this });
    }
    this.registerOutputs({});
  }
}
