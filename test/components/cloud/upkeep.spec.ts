import assert from "node:assert/strict";
import { BackupVault } from "../../../components/cloud/backupVault.ts";
import { Budget, monthStart } from "../../../components/cloud/budget.ts";
import { azureScope } from "../../support/fixtures.ts";
import { childrenOf, find, record } from "../../support/runtime.ts";

describe("the budget", () => {
  const settings = { monthlyBudget: 600, contactEmails: ["a@contoso.com"] };
  const create = () =>
    record(() => new Budget("budget", { azure: azureScope(), settings, start: "2026-11-01" }));

  it("counts the environment's resources and its nodes, month by month", async () => {
    const { inputs, options } = find(await create(), "azure-native:consumption:Budget");
    assert.equal(inputs["scope"], "/subscriptions/subscription");
    assert.equal(inputs["amount"], 600);
    assert.equal(inputs["timeGrain"], "Monthly");
    assert.deepEqual(inputs["timePeriod"], { startDate: "2026-11-01T00:00:00Z" });
    assert.deepEqual(inputs["filter"], {
      dimensions: {
        name: "ResourceGroupName",
        operator: "In",
        values: ["rg-contoso-test", "rg-contoso-test_nodes"],
      },
    });
    assert.deepEqual(options.ignoreChanges, ["timePeriod"]);
  });

  it("tells people before it is spent, when it is, and when it will be", async () => {
    const { inputs } = find(await create(), "azure-native:consumption:Budget");
    const notifications = inputs["notifications"] as Record<string, Record<string, unknown>>;
    assert.deepEqual(
      Object.values(notifications).map(({ threshold, thresholdType, contactEmails }) => [
        threshold,
        thresholdType,
        contactEmails,
      ]),
      [
        [100, "Actual", ["a@contoso.com"]],
        [80, "Actual", ["a@contoso.com"]],
        [100, "Forecasted", ["a@contoso.com"]],
      ],
    );
  });

  it("begins on the first of a month, by UTC", () => {
    assert.equal(monthStart(new Date("2026-11-21T10:00:00Z")), "2026-11-01");
    assert.equal(monthStart(new Date("2026-12-31T23:30:00-02:00")), "2027-01-01");
  });
});

describe("the backup vault", () => {
  const settings = { enabled: true, retentionDays: 30, redundancy: "GeoRedundant" } as const;
  const create = () => record(() => new BackupVault("backup", { azure: azureScope(), settings }));

  it("gives back what was deleted, and has nobody shorten what is kept", async () => {
    const recording = await create();
    assert.deepEqual(childrenOf(recording, find(recording, "aks-platform:cloud:BackupVault")), [
      "azure-native:dataprotection:BackupPolicy backup-policy",
      "azure-native:dataprotection:BackupVault backup-vault",
    ]);
    const { inputs } = find(recording, "azure-native:dataprotection:BackupVault");
    assert.deepEqual(inputs["identity"], { type: "SystemAssigned" });
    const properties = inputs["properties"] as Record<string, unknown>;
    assert.deepEqual(properties["storageSettings"], [{ datastoreType: "VaultStore", type: "GeoRedundant" }]);
    assert.deepEqual(properties["securitySettings"], {
      softDeleteSettings: { state: "On", retentionDurationInDays: 14 },
      immutabilitySettings: { state: "Unlocked" },
    });
  });

  it("has a policy of nightly copies, kept for as long as it is told", async () => {
    const { inputs } = find(await create(), "azure-native:dataprotection:BackupPolicy");
    const { policyRules, datasourceTypes } = inputs["properties"] as {
      policyRules: Record<string, unknown>[];
      datasourceTypes: string[];
    };
    assert.deepEqual(datasourceTypes, ["Microsoft.ContainerService/managedClusters"]);
    const [backup, retention] = policyRules;
    assert.match(JSON.stringify(backup?.["trigger"]), /R\/2026-01-01T02:30:00\+00:00\/P1D/);
    assert.match(JSON.stringify(retention?.["lifecycles"]), /"duration":"P30D"/);
  });
});
