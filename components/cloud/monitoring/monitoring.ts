/** Where an environment's logs and metrics are kept, and who is told when they look bad. */

import { ActionGroup } from "@pulumi/azure-native/monitor/actionGroup.js";
import { AzureMonitorWorkspace } from "@pulumi/azure-native/monitor/azureMonitorWorkspace.js";
import { DataCollectionEndpoint } from "@pulumi/azure-native/monitor/dataCollectionEndpoint.js";
import { DataCollectionRule } from "@pulumi/azure-native/monitor/dataCollectionRule.js";
import { Workspace } from "@pulumi/azure-native/operationalinsights/workspace.js";
import type * as pulumi from "@pulumi/pulumi";
import { azureName } from "../../../config/naming.ts";
import type { MonitoringSettings } from "../../../config/types.ts";
import type { AzureScope } from "../../base/azure.ts";
import { Component } from "../../base/component.ts";

export interface MonitoringArgs {
  readonly azure: AzureScope;
  readonly settings: MonitoringSettings;
}

/** Managed Prometheus, for a cluster to write to and for rules and dashboards to read from. */
export interface MetricsStore {
  readonly workspaceId: pulumi.Output<string>;
  /** Says what is collected; a cluster is associated with it. */
  readonly collectionRuleId: pulumi.Output<string>;
  /** Told by every alert. */
  readonly actionGroupId: pulumi.Output<string>;
}

/**
 * Log Analytics workspace and managed Prometheus with an action group, each where the settings ask for it. They stand
 * before the cluster, which is told where to report to. Entra only: workspaces take no shared keys.
 */
export class Monitoring extends Component {
  /** Log Analytics workspace. */
  readonly logsId: pulumi.Output<string> | undefined;
  readonly metrics: MetricsStore | undefined;

  constructor(name: string, args: MonitoringArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aks-platform:cloud:Monitoring", name, opts);
    this.logsId = args.settings.logs ? this.createLogs(name, args).id : undefined;
    this.metrics = args.settings.metrics ? this.createMetrics(name, args) : undefined;
    this.registerOutputs({ logsId: this.logsId, metrics: this.metrics });
  }

  private createLogs(name: string, args: MonitoringArgs): Workspace {
    return new Workspace(
      `${name}-logs`,
      {
        ...placeOf(args),
        workspaceName: azureName("logWorkspace", args.azure.environment),
        sku: { name: "PerGB2018" },
        retentionInDays: args.settings.retentionDays,
        features: { disableLocalAuth: true, enableLogAccessUsingOnlyResourcePermissions: true },
      },
      { parent: this },
    );
  }

  private createMetrics(name: string, args: MonitoringArgs): MetricsStore {
    const { environment } = args.azure;
    const workspace = new AzureMonitorWorkspace(
      `${name}-metrics`,
      { ...placeOf(args), azureMonitorWorkspaceName: azureName("monitorWorkspace", environment) },
      { parent: this },
    );
    const endpoint = new DataCollectionEndpoint(
      `${name}-metrics-endpoint`,
      {
        ...placeOf(args),
        dataCollectionEndpointName: azureName("dataCollectionEndpoint", environment, "metrics"),
        kind: "Linux",
        networkAcls: { publicNetworkAccess: "Enabled" },
      },
      { parent: this },
    );
    const rule = new DataCollectionRule(
      `${name}-metrics-rule`,
      {
        ...placeOf(args),
        dataCollectionRuleName: azureName("dataCollectionRule", environment, "metrics"),
        kind: "Linux",
        dataCollectionEndpointId: endpoint.id,
        ...prometheusFlow(workspace.id),
      },
      { parent: this },
    );
    const actionGroupId = this.createActionGroup(name, args).id;
    return { workspaceId: workspace.id, collectionRuleId: rule.id, actionGroupId };
  }

  private createActionGroup(name: string, args: MonitoringArgs): ActionGroup {
    const { environment } = args.azure;
    return new ActionGroup(
      `${name}-alerts`,
      {
        ...placeOf(args),
        // Alerts are sent out from everywhere: they have to be when the region has not.
        location: "global",
        actionGroupName: azureName("actionGroup", environment),
        // What the subject of a mail begins with.
        groupShortName: environment.name.slice(0, 12),
        enabled: true,
        emailReceivers: args.settings.alertEmails.map((emailAddress) => ({
          name: emailAddress,
          emailAddress,
          useCommonAlertSchema: true,
        })),
      },
      { parent: this },
    );
  }
}

function placeOf({ azure }: MonitoringArgs) {
  const { region, tags } = azure.environment;
  return { resourceGroupName: azure.resourceGroup, location: region, tags };
}

/** Everything the cluster's agents scrape, to the one workspace. */
function prometheusFlow(accountResourceId: pulumi.Input<string>) {
  const streams = ["Microsoft-PrometheusMetrics"];
  const destination = "metrics";
  return {
    dataSources: { prometheusForwarder: [{ name: "prometheus", streams }] },
    destinations: { monitoringAccounts: [{ name: destination, accountResourceId }] },
    dataFlows: [{ streams, destinations: [destination] }],
  };
}
