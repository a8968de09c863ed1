import assert from "node:assert/strict";
import { azureCompanions as rule } from "../../../policy/rules/stack/azure-companions.ts";
import { unknownText, type Body } from "../support/objects.ts";
import { azure, idOf, stackOf, type Parts } from "../support/references.ts";
import { broken, open, runStack, silent } from "../support/run.ts";

function setting(id: string, ...categories: readonly string[]): Parts[string] {
  const logs = categories.map((category) => ({ category, enabled: true }));
  return azure("monitor:DiagnosticSetting", { resourceUri: id, logs });
}

function schedule(configName: string): Parts[string] {
  return azure("containerservice:MaintenanceConfiguration", { configName, resourceName: "aks" });
}

const base: Parts = {
  aks: azure("containerservice:ManagedCluster", { resourceName: "aks" }),
  vault: azure("keyvault:Vault", { vaultName: "kv" }),
  aksLogs: setting(idOf("Microsoft.ContainerService/managedClusters/aks"), "kube-audit-admin", "guard"),
  vaultLogs: setting(idOf("Microsoft.KeyVault/vaults/KV"), "AuditEvent"),
  upgrade: schedule("aksManagedAutoUpgradeSchedule"),
  nodes: schedule("aksManagedNodeOSUpgradeSchedule"),
};
const unlogged =
  "vault: vaultName: no diagnostic setting collects AuditEvent. Add a DiagnosticSetting with these categories.";

function check(changes: Readonly<Record<string, Body | null>> = {}, config?: unknown) {
  return runStack(rule, stackOf(base, changes), config);
}

describe("stack-azure-companions", () => {
  it("accepts services with their logs and schedules", () => {
    assert.deepEqual(check(), silent);
    assert.equal(rule.level, "advisory");
  });

  it("misses a setting that is gone, or for another resource", () => {
    assert.deepEqual(check({ vaultLogs: null }), broken(unlogged));
    for (const id of ["Microsoft.KeyVault/vaults/other", "Microsoft.Storage/storageAccounts/kv"])
      assert.deepEqual(check({ vaultLogs: { resourceUri: idOf(id) } }), broken(unlogged));
    const elsewhere = idOf("Microsoft.KeyVault/vaults/kv").replace("/rg/", "/other/");
    assert.deepEqual(check({ vaultLogs: { resourceUri: elsewhere } }), broken(unlogged));
  });

  it("misses categories, and those that are off", () => {
    assert.deepEqual(check({ vaultLogs: { "logs.0.enabled": false } }), broken(unlogged));
    assert.deepEqual(check({ vaultLogs: { "logs.0.category": "Other" } }), broken(unlogged));
    assert.deepEqual(
      check({ aksLogs: { logs: [] } }),
      broken(
        "aks: resourceName: no diagnostic setting collects kube-audit-admin, guard. Add a DiagnosticSetting with these categories.",
      ),
    );
  });

  it("takes groups, and kube-audit for kube-audit-admin", () => {
    assert.deepEqual(check({ vaultLogs: { logs: [{ categoryGroup: "audit", enabled: true }] } }), silent);
    assert.deepEqual(check({ aksLogs: { "logs.0.category": "kube-audit" } }), silent);
  });

  it("misses maintenance configurations, also those of another cluster", () => {
    const message = (names: string) =>
      broken(
        `aks: resourceName: has no maintenance configuration ${names}. Add them, so that upgrades come at known hours.`,
      );
    assert.deepEqual(check({ upgrade: null }), message("aksManagedAutoUpgradeSchedule"));
    assert.deepEqual(check({ nodes: { resourceName: "other" } }), message("aksManagedNodeOSUpgradeSchedule"));
  });

  it("takes types and schedules from the configuration", () => {
    assert.deepEqual(check({ vaultLogs: null }, { types: [] }), silent);
    assert.deepEqual(check({ upgrade: null, nodes: null }, { schedules: [] }), silent);
  });

  it("leaves open a setting whose resource or categories are unknown", () => {
    assert.deepEqual(
      check({ vaultLogs: { resourceUri: unknownText } }),
      open("vault: resourceUri: known only after the update"),
    );
    assert.deepEqual(
      check({ vaultLogs: { logs: unknownText } }),
      open("vault: logs: known only after the update"),
    );
    assert.deepEqual(
      check({ vault: { vaultName: undefined } }),
      open("vault: vaultName: known only after the update"),
    );
  });
});
