import { subscription, makeGroup, tokens } from "./landscape.ts";
import { refused, startRig } from "./harness.ts";
import type { Rig } from "./harness.ts";
import type { Props } from "../../../local/azure/values.ts";

describe("local Azure: budgets and backup", () => {
  let rig: Rig;
  beforeEach(async () => {
    rig = await startRig();
    await makeGroup(rig.azure);
  });
  afterEach(() => {
    rig.stop();
  });

  const budget = (over: Props = {}): Props => ({
    scope: subscription,
    budgetName: "month",
    category: "Cost",
    amount: 100,
    timeGrain: "Monthly",
    timePeriod: { startDate: "2026-11-01T00:00:00Z" },
    notifications: {
      all: {
        enabled: true,
        operator: "GreaterThan",
        threshold: 100,
        contactEmails: ["a@contoso.com"],
      },
    },
    ...over,
  });
  const vault = (securitySettings: Props = {}): Props => ({
    resourceGroupName: "rg",
    vaultName: "bvault",
    identity: { type: "SystemAssigned" },
    properties: {
      storageSettings: [{ datastoreType: "VaultStore", type: "LocallyRedundant" }],
      securitySettings,
    },
  });

  it("begins a budget with a month, tells somebody, and keeps its start", async () => {
    const deny = (over: Props, message: string) =>
      refused(rig.azure.up(tokens.budget, budget(over)), 400, "400", message);
    await deny(
      { timePeriod: { startDate: "2026-11-21T00:00:00Z" } },
      "Start date must be the first of the month.",
    );
    await deny({ amount: 0 }, "Budget amount must be greater than zero.");
    await deny(
      {
        notifications: { all: { enabled: true, operator: "GreaterThan", threshold: 100, contactEmails: [] } },
      },
      "A notification needs at least one contact.",
    );
    const { id } = await rig.azure.up(tokens.budget, budget());
    await refused(
      rig.azure.update(tokens.budget, id, {}, budget({ timePeriod: { startDate: "2026-12-01T00:00:00Z" } })),
      400,
      "PropertyChangeNotAllowed",
      "Changing property 'properties.timePeriod.startDate' is not allowed.",
    );
    await rig.azure.update(tokens.budget, id, {}, budget({ amount: 200 }));
  });

  it("keeps a backup vault's deletions for two weeks, and a lock for good", async () => {
    await refused(
      rig.azure.up(
        tokens.backupVault,
        vault({ softDeleteSettings: { state: "On", retentionDurationInDays: 7 } }),
      ),
      400,
      "BMSUserErrorInvalidInput",
      "Soft delete keeps what was deleted for 14 to 180 days, got 7.",
    );
    const { id } = await rig.azure.up(
      tokens.backupVault,
      vault({ immutabilitySettings: { state: "Locked" } }),
    );
    await refused(
      rig.azure.update(tokens.backupVault, id, {}, vault({ immutabilitySettings: { state: "Unlocked" } })),
      400,
      "BMSUserErrorInvalidInput",
      "Immutability of the vault is locked and cannot be changed.",
    );
  });

  it("has a policy keep everything it copies", async () => {
    await rig.azure.up(tokens.backupVault, vault());
    const store = { dataStoreType: "OperationalStore", objectType: "DataStoreInfoBase" };
    const lifecycle = {
      deleteAfter: { duration: "P14D", objectType: "AbsoluteDeleteOption" },
      sourceDataStore: store,
    };
    const keep = { name: "Default", objectType: "AzureRetentionRule", lifecycles: [lifecycle] };
    const copy = (tagName: string) => ({
      name: "Nightly",
      objectType: "AzureBackupRule",
      dataStore: store,
      trigger: {
        objectType: "ScheduleBasedTriggerContext",
        schedule: { repeatingTimeIntervals: ["R/2026-01-01T02:30:00+00:00/P1D"] },
        taggingCriteria: [{ isDefault: true, tagInfo: { tagName }, taggingPriority: 99 }],
      },
    });
    const policy = (...policyRules: Props[]): Props => ({
      resourceGroupName: "rg",
      vaultName: "bvault",
      backupPolicyName: "nightly",
      properties: {
        objectType: "BackupPolicy",
        datasourceTypes: ["Microsoft.ContainerService/managedClusters"],
        policyRules,
      },
    });
    const deny = (inputs: Props, message: string) =>
      refused(rig.azure.up(tokens.backupPolicy, inputs), 400, "BMSUserErrorInvalidInput", message);
    await deny(policy(keep), "A backup policy needs exactly one default retention rule.");
    const kept = { ...keep, isDefault: true };
    await deny(
      policy(kept, copy("Weekly")),
      "The backup rule tags copies 'Weekly', and no retention rule has that name.",
    );
    await rig.azure.up(tokens.backupPolicy, policy(kept, copy("Default")));
  });
});
