import assert from "node:assert/strict";
import { alertRules } from "../../../components/cloud/monitoring/alertRules.ts";
import { ClusterMonitoring } from "../../../components/cloud/monitoring/clusterMonitoring.ts";
import { Grafana } from "../../../components/cloud/monitoring/grafana.ts";
import { Monitoring } from "../../../components/cloud/monitoring/monitoring.ts";
import type { MonitoringSettings } from "../../../config/types.ts";
import { azureScope, environment } from "../../support/fixtures.ts";
import { childrenOf, find, record } from "../../support/runtime.ts";

const sources = { cluster: "/aks", keyVault: "/kv", registry: "/cr", serviceBus: "/sb" };

function create(changes: Partial<MonitoringSettings>) {
  const settings = { ...environment.monitoring, ...changes };
  return new Monitoring("monitoring", { azure: azureScope(), settings });
}

describe("monitoring", () => {
  it("keeps logs without shared keys, for as long as it is told", async () => {
    const recording = await record(() => create({ logs: true, retentionDays: 90 }));
    assert.deepEqual(childrenOf(recording, find(recording, "aks-platform:cloud:Monitoring")), [
      "azure-native:operationalinsights:Workspace monitoring-logs",
    ]);
    const { inputs } = find(recording, "azure-native:operationalinsights:Workspace");
    assert.equal(inputs["retentionInDays"], 90);
    assert.equal((inputs["features"] as Record<string, unknown>)["disableLocalAuth"], true);
  });

  it("collects metrics into one workspace and tells everyone named", async () => {
    const alertEmails = ["a@contoso.com", "b@contoso.com"];
    const recording = await record(() => create({ metrics: true, alertEmails }));
    assert.deepEqual(childrenOf(recording, find(recording, "aks-platform:cloud:Monitoring")), [
      "azure-native:monitor:ActionGroup monitoring-alerts",
      "azure-native:monitor:AzureMonitorWorkspace monitoring-metrics",
      "azure-native:monitor:DataCollectionEndpoint monitoring-metrics-endpoint",
      "azure-native:monitor:DataCollectionRule monitoring-metrics-rule",
    ]);
    const rule = find(recording, "azure-native:monitor:DataCollectionRule").inputs;
    assert.equal(rule["dataCollectionEndpointId"], "monitoring-metrics-endpoint-id");
    assert.deepEqual(rule["destinations"], {
      monitoringAccounts: [{ name: "metrics", accountResourceId: "monitoring-metrics-id" }],
    });
    const group = find(recording, "azure-native:monitor:ActionGroup").inputs;
    const receivers = group["emailReceivers"] as { emailAddress: string }[];
    assert.deepEqual(
      receivers.map(({ emailAddress }) => emailAddress),
      alertEmails,
    );
  });

  it("has every service send its audit logs, once the cluster is there", async () => {
    const args = { azure: azureScope(), sources, logsId: "/logs", metrics: undefined };
    const { resources } = await record(() => new ClusterMonitoring("it", args));
    const settings = resources.filter(({ type }) => type === "azure-native:monitor:DiagnosticSetting");
    const seen = settings.map(({ inputs }) => [
      inputs["resourceUri"] as string,
      (inputs["logs"] as { category: string }[]).map(({ category }) => category),
    ]);
    assert.deepEqual(Object.fromEntries(seen), {
      "/aks": ["kube-audit-admin", "guard", "cluster-autoscaler", "kube-controller-manager"],
      "/kv": ["AuditEvent"],
      "/cr": ["ContainerRegistryLoginEvents", "ContainerRegistryRepositoryEvents"],
      "/sb": ["OperationalLogs"],
    });
    assert.ok(settings.every(({ inputs }) => inputs["workspaceId"] === "/logs"));
  });

  it("ties the cluster to its metrics and alerts over them", async () => {
    const recording = await record(() => {
      const { metrics } = create({ metrics: true, alertEmails: ["a@contoso.com"] });
      new ClusterMonitoring("it", { azure: azureScope(), sources, logsId: undefined, metrics });
    });
    const association = find(recording, "azure-native:monitor:DataCollectionRuleAssociation").inputs;
    assert.equal(association["resourceUri"], "/aks");
    assert.equal(association["dataCollectionRuleId"], "monitoring-metrics-rule-id");
    const group = find(recording, "azure-native:alertsmanagement:PrometheusRuleGroup").inputs;
    assert.deepEqual(group["scopes"], ["monitoring-metrics-id"]);
    assert.equal(group["clusterName"], "aks-contoso-test");
    const rules = group["rules"] as { alert: string; actions: object[] }[];
    assert.deepEqual(
      rules.map(({ alert }) => alert),
      alertRules.map(({ alert }) => alert),
    );
    for (const { actions } of rules) assert.deepEqual(actions, [{ actionGroupId: "monitoring-alerts-id" }]);
  });

  it("fits into one rule group, each alert with a name of its own", () => {
    assert.ok(alertRules.length <= 20, "Azure takes 20 rules into a group");
    assert.equal(new Set(alertRules.map(({ alert }) => alert)).size, alertRules.length);
    for (const rule of alertRules) assert.match(rule.for, /^PT\d+[MH]$/, rule.alert);
  });
});

describe("Grafana", () => {
  it("may read the metrics and nothing else; people sign in, keys do not", async () => {
    const args = { azure: azureScope(), metricsId: "/metrics", adminGroups: ["group-a"] };
    const recording = await record(() => new Grafana("grafana", args));
    const { inputs } = find(recording, "azure-native:dashboard:Grafana");
    assert.equal((inputs["properties"] as Record<string, unknown>)["apiKey"], "Disabled");
    const type = "azure-native:authorization:RoleAssignment";
    const reader = find(recording, type, "grafana-reader").inputs;
    assert.deepEqual(
      [reader["scope"], reader["principalId"], reader["principalType"]],
      ["/metrics", "grafana-workspace-principal", "ServicePrincipal"],
    );
    const admin = find(recording, type, "grafana-admin-group-a").inputs;
    assert.deepEqual([admin["principalId"], admin["principalType"]], ["group-a", "Group"]);
  });
});
