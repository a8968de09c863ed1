import { equal } from "node:assert/strict";
import { textAt, type Props } from "../../../local/azure/values.ts";
import { refused, startRig } from "./harness.ts";
import type { Rig } from "./harness.ts";
import { cluster, clusterId, groupId, makeGroup, roleId, tokens } from "./landscape.ts";

describe("local Azure: monitoring", () => {
  let rig: Rig;
  beforeEach(async () => {
    rig = await startRig();
    await makeGroup(rig.azure);
  });
  afterEach(() => {
    rig.stop();
  });

  const inRg = { resourceGroupName: "rg" };
  const logs = (over: Props = {}): Props => ({ ...inRg, workspaceName: "logs", ...over });
  const metrics: Props = { ...inRg, azureMonitorWorkspaceName: "metrics" };
  const setting = (workspaceId: string, over: Props = {}): Props => ({
    name: "diag",
    resourceUri: clusterId,
    workspaceId,
    logs: [{ category: "guard", enabled: true }],
    ...over,
  });
  const missing = (id: string, property: string) =>
    `Resource ${id} referenced by property '${property}' was not found. Please make sure that the referenced resource exists, and that both resources are in the same region.`;

  it("keeps logs between a month and two years", async () => {
    await refused(
      rig.azure.up(tokens.logs, logs({ retentionInDays: 7 })),
      400,
      "InvalidParameter",
      "'RetentionInDays' property doesn't match the SKU limits: PerGB2018 keeps logs for 30 to 730 days, got 7.",
    );
    const { outputs } = await rig.azure.up(tokens.logs, logs());
    equal(outputs["retentionInDays"], 30);
  });

  it("takes logs a service has, to a place that is there, by one setting", async () => {
    await rig.azure.up(tokens.cluster, cluster());
    const nowhere = `${groupId}/providers/Microsoft.OperationalInsights/workspaces/logs`;
    await refused(
      rig.azure.up(tokens.diagnostics, setting(nowhere)),
      400,
      "InvalidResourceReference",
      missing(nowhere, "workspaceId"),
    );
    const { id } = await rig.azure.up(tokens.logs, logs());
    await refused(
      rig.azure.up(tokens.diagnostics, setting(id, { logs: [{ category: "audit-kube", enabled: true }] })),
      400,
      "BadRequest",
      "Category 'audit-kube' is not supported.",
    );
    await rig.azure.up(tokens.diagnostics, setting(id));
    await refused(
      rig.azure.up(tokens.diagnostics, setting(id, { name: "again" })),
      409,
      "Conflict",
      `Data sink '${id}' is already used in diagnostic setting 'diag' for a category of this one. Data sinks can't be reused in different settings on the same category for the same resource.`,
    );
    await rig.azure.delete(tokens.cluster, clusterId);
    equal(rig.store.get(`${clusterId}/providers/Microsoft.Insights/diagnosticSettings/diag`), undefined);
  });

  it("collects metrics of clusters that have the agents for it", async () => {
    const { id } = await rig.azure.up(tokens.metrics, metrics);
    const rule = (destination: string): Props => ({
      ...inRg,
      dataCollectionRuleName: "rule",
      destinations: { monitoringAccounts: [{ name: "metrics", accountResourceId: id }] },
      dataFlows: [{ streams: ["Microsoft-PrometheusMetrics"], destinations: [destination] }],
    });
    await refused(
      rig.azure.up(tokens.collectionRule, rule("elsewhere")),
      400,
      "InvalidPayload",
      "Data collection rule is invalid: the data flow's destination 'elsewhere' is not declared under 'destinations'.",
    );
    const made = await rig.azure.up(tokens.collectionRule, rule("metrics"));
    await rig.azure.up(tokens.cluster, cluster());
    const association: Props = {
      resourceUri: clusterId,
      associationName: "metrics",
      dataCollectionRuleId: made.id,
    };
    await refused(
      rig.azure.up(tokens.association, association),
      400,
      "InvalidPayload",
      "Nothing collects metrics in aks: set azureMonitorProfile.metrics.enabled on the cluster first.",
    );
    const watched = cluster({ azureMonitorProfile: { metrics: { enabled: true } } });
    await rig.azure.update(tokens.cluster, clusterId, {}, watched);
    await rig.azure.up(tokens.association, association);
  });

  it("alerts over a workspace, by an action group, with at most twenty rules", async () => {
    const { id } = await rig.azure.up(tokens.metrics, metrics);
    const rule = (index: number): Props => ({ alert: `a${index}`, expression: "up == 0" });
    const group = (rules: readonly Props[]): Props => ({
      ...inRg,
      ruleGroupName: "rules",
      scopes: [id],
      rules,
    });
    await refused(
      rig.azure.up(tokens.alerts, group(Array.from({ length: 21 }, (_, index) => rule(index)))),
      400,
      "BadRequest",
      "A rule group holds 1 to 20 rules, got 21.",
    );
    const nobody = `${groupId}/providers/Microsoft.Insights/actionGroups/nobody`;
    await refused(
      rig.azure.up(tokens.alerts, group([{ ...rule(1), actions: [{ actionGroupId: nobody }] }])),
      400,
      "InvalidResourceReference",
      missing(nobody, "rules.a1.actions"),
    );
    await refused(
      rig.azure.up(tokens.actionGroup, {
        ...inRg,
        actionGroupName: "ag",
        groupShortName: "ops",
        enabled: true,
        location: "global",
        emailReceivers: [
          { name: "a", emailAddress: "a@contoso.com" },
          { name: "a", emailAddress: "b@contoso.com" },
        ],
      }),
      400,
      "ReceiverNameIsNotUnique",
      "The receiver name 'a' is used more than once.",
    );
    await rig.azure.up(tokens.alerts, group([rule(1)]));
  });

  it("gives Grafana an identity that can be given roles", async () => {
    const workspace = await rig.azure.up(tokens.metrics, metrics);
    const { outputs } = await rig.azure.up(tokens.grafana, {
      ...inRg,
      workspaceName: "dash",
      identity: { type: "SystemAssigned" },
      sku: { name: "Standard" },
    });
    await rig.azure.up(tokens.role, {
      scope: workspace.id,
      roleAssignmentName: "11111111-1111-5111-8111-111111111111",
      roleDefinitionId: roleId("b0d8363b-8ddd-447d-831f-62ca05bff136"),
      principalId: textAt(outputs, "identity.principalId") ?? "",
      principalType: "ServicePrincipal",
    });
  });
});
