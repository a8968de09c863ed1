/** What ties a cluster and the services around it to the environment's monitoring. */

import { PrometheusRuleGroup } from "@pulumi/azure-native/alertsmanagement/prometheusRuleGroup.js";
import { DataCollectionRuleAssociation } from "@pulumi/azure-native/monitor/dataCollectionRuleAssociation.js";
import type * as pulumi from "@pulumi/pulumi";
import { azureName } from "../../../config/naming.ts";
import type { AzureScope } from "../../base/azure.ts";
import { Component } from "../../base/component.ts";
import { alertRules, type AlertRule } from "./alertRules.ts";
import { sendLogs, type LogSource } from "./diagnostics.ts";
import type { MetricsStore } from "./monitoring.ts";

export interface ClusterMonitoringArgs {
  readonly azure: AzureScope;
  /** Ids of what sends its logs; `cluster` is also whose metrics are collected. */
  readonly sources: Readonly<Record<LogSource, pulumi.Input<string>>>;
  /** Log Analytics workspace; absent: no logs are sent. */
  readonly logsId: pulumi.Input<string> | undefined;
  /** Absent: no metrics are collected and nobody is alerted. */
  readonly metrics: MetricsStore | undefined;
}

/**
 * Diagnostic settings of the cluster, Key Vault, registry and Service Bus; the cluster's association with the rule
 * that collects its metrics; the alert rules over them.
 */
export class ClusterMonitoring extends Component {
  constructor(name: string, args: ClusterMonitoringArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aks-platform:cloud:ClusterMonitoring", name, opts);
    const { azure, logsId, metrics } = args;
    if (logsId !== undefined) {
      for (const [source, resourceId] of Object.entries(args.sources)) {
        const logs = { azure, workspaceId: logsId, source: source as LogSource, resourceId };
        sendLogs(`${name}-logs-${source}`, logs, { parent: this });
      }
    }
    if (metrics) {
      const association = this.associate(name, args.sources.cluster, metrics);
      this.createAlerts(name, azure, metrics, association);
    }
    this.registerOutputs({});
  }

  private associate(name: string, resourceUri: pulumi.Input<string>, { collectionRuleId }: MetricsStore) {
    return new DataCollectionRuleAssociation(
      `${name}-metrics`,
      { resourceUri, associationName: "metrics", dataCollectionRuleId: collectionRuleId },
      { parent: this },
    );
  }

  private createAlerts(
    name: string,
    { environment, resourceGroup }: AzureScope,
    { workspaceId, actionGroupId }: MetricsStore,
    after: pulumi.Resource,
  ): PrometheusRuleGroup {
    return new PrometheusRuleGroup(
      `${name}-alerts`,
      {
        resourceGroupName: resourceGroup,
        ruleGroupName: azureName("prometheusRuleGroup", environment, "cluster"),
        location: environment.region,
        clusterName: azureName("cluster", environment),
        scopes: [workspaceId],
        interval: "PT1M",
        enabled: true,
        rules: alertRules.map((rule) => ({ ...prometheusRule(rule), actions: [{ actionGroupId }] })),
        tags: environment.tags,
      },
      { parent: this, dependsOn: [after] },
    );
  }
}

function prometheusRule({ alert, expression, for: duration, severity, summary }: AlertRule) {
  return {
    alert,
    expression,
    for: duration,
    severity,
    enabled: true,
    annotations: { summary },
    resolveConfiguration: { autoResolved: true, timeToResolve: "PT10M" },
  };
}
