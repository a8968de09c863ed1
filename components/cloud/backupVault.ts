/** Where copies of a cluster's objects and volumes are kept, and how long. */

import { BackupPolicy } from "@pulumi/azure-native/dataprotection/backupPolicy.js";
import { BackupVault as DataProtectionVault } from "@pulumi/azure-native/dataprotection/backupVault.js";
import type * as pulumi from "@pulumi/pulumi";
import { azureName } from "../../config/naming.ts";
import type { BackupSettings } from "../../config/types.ts";
import type { AzureScope } from "../base/azure.ts";
import { Component } from "../base/component.ts";

export interface BackupVaultArgs {
  readonly azure: AzureScope;
  readonly settings: BackupSettings;
}

/**
 * Backup vault and the policy for clusters: a copy every night, kept for as long as the settings say. What is deleted
 * from the vault can be had back for two weeks. It acts by an identity of its own. Which clusters it copies is not said
 * here: docs/backup.md.
 */
export class BackupVault extends Component {
  constructor(name: string, args: BackupVaultArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aks-platform:cloud:BackupVault", name, opts);
    const vault = this.createVault(name, args);
    const policy = this.createPolicy(name, args, vault);
    this.registerOutputs({ vaultId: vault.id, policyId: policy.id });
  }

  private createVault(name: string, { azure, settings }: BackupVaultArgs): DataProtectionVault {
    return new DataProtectionVault(
      `${name}-vault`,
      {
        resourceGroupName: azure.resourceGroup,
        vaultName: azureName("backupVault", azure.environment),
        location: azure.environment.region,
        identity: { type: "SystemAssigned" },
        properties: {
          storageSettings: [{ datastoreType: "VaultStore", type: settings.redundancy }],
          securitySettings: {
            softDeleteSettings: { state: "On", retentionDurationInDays: 14 },
            // Nobody shortens what is kept; `Locked` would be for good.
            immutabilitySettings: { state: "Unlocked" },
          },
          monitoringSettings: { azureMonitorAlertSettings: { alertsForAllJobFailures: "Enabled" } },
        },
        tags: azure.environment.tags,
      },
      { parent: this },
    );
  }

  private createPolicy(
    name: string,
    { azure, settings }: BackupVaultArgs,
    vault: DataProtectionVault,
  ): BackupPolicy {
    return new BackupPolicy(
      `${name}-policy`,
      {
        resourceGroupName: azure.resourceGroup,
        vaultName: azureName("backupVault", azure.environment),
        backupPolicyName: "nightly",
        properties: {
          objectType: "BackupPolicy",
          datasourceTypes: ["Microsoft.ContainerService/managedClusters"],
          policyRules: [nightly, retention(settings.retentionDays)],
        },
      },
      { parent: this, dependsOn: [vault] },
    );
  }
}

/** Copies of clusters are snapshots in the subscription. */
const store = { dataStoreType: "OperationalStore", objectType: "DataStoreInfoBase" };

const nightly = {
  name: "BackupNightly",
  objectType: "AzureBackupRule" as const,
  backupParameters: { backupType: "Incremental", objectType: "AzureBackupParams" as const },
  dataStore: store,
  trigger: {
    objectType: "ScheduleBasedTriggerContext" as const,
    // From any day in the past, every day at half past two.
    schedule: { repeatingTimeIntervals: ["R/2026-01-01T02:30:00+00:00/P1D"], timeZone: "UTC" },
    taggingCriteria: [{ isDefault: true, tagInfo: { tagName: "Default" }, taggingPriority: 99 }],
  },
};

function retention(days: number) {
  return {
    name: "Default",
    objectType: "AzureRetentionRule" as const,
    isDefault: true,
    lifecycles: [
      {
        deleteAfter: { duration: `P${days}D`, objectType: "AbsoluteDeleteOption" as const },
        sourceDataStore: store,
      },
    ],
  };
}
