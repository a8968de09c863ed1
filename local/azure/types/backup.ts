import { badRequest } from "../arm/errors.ts";
import { client, guidOf } from "../arm/ids.ts";
import type { ResourceType } from "../resourceType.ts";
import { isOn, isProps, listAt, numberAt, textAt } from "../values.ts";
import { inGroup } from "./resourceGroup.ts";

export const backupVault: ResourceType = {
  module: "dataprotection",
  name: "BackupVault",
  armType: "Microsoft.DataProtection/backupVaults",
  id: `${inGroup}/providers/Microsoft.DataProtection/backupVaults/{vaultName}`,
  naming: {
    property: "vaultName",
    auto: "random",
    min: 2,
    max: 50,
    pattern: /^[A-Za-z][A-Za-z0-9-]*$/,
    rule: "letters, digits and hyphens, beginning with a letter",
  },
  locationRequired: true,
  replaces: ["location"],
  frozen: ["properties.storageSettings"],
  admit({ inputs, previous }) {
    const settings = "properties.securitySettings";
    const days = numberAt(inputs, `${settings}.softDeleteSettings.retentionDurationInDays`);
    if (days !== undefined && (days < 14 || days > 180)) {
      throw badRequest(
        `Soft delete keeps what was deleted for 14 to 180 days, got ${days}.`,
        "BMSUserErrorInvalidInput",
      );
    }
    const immutability = `${settings}.immutabilitySettings.state`;
    if (textAt(previous?.inputs, immutability) !== "Locked" || textAt(inputs, immutability) === "Locked")
      return;
    throw badRequest(
      "Immutability of the vault is locked and cannot be changed.",
      "BMSUserErrorInvalidInput",
    );
  },
  outputs: ({ id, inputs }) => ({
    properties: { provisioningState: "Succeeded" },
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

export const backupPolicy: ResourceType = {
  module: "dataprotection",
  name: "BackupPolicy",
  armType: "Microsoft.DataProtection/backupVaults/backupPolicies",
  id:
    `${inGroup}/providers/Microsoft.DataProtection/backupVaults/{vaultName}` +
    "/backupPolicies/{backupPolicyName}",
  naming: {
    property: "backupPolicyName",
    auto: "copy",
    min: 3,
    max: 150,
    pattern: /^[A-Za-z][A-Za-z0-9-]*$/,
    rule: "letters, digits and hyphens, beginning with a letter",
  },
  admit({ inputs }) {
    const bad = (message: string) => badRequest(message, "BMSUserErrorInvalidInput");
    const rules = listAt(inputs, "properties.policyRules").filter(isProps);
    const retentions = rules.filter((rule) => textAt(rule, "objectType") === "AzureRetentionRule");
    if (retentions.filter((rule) => isOn(rule, "isDefault")).length !== 1) {
      throw bad("A backup policy needs exactly one default retention rule.");
    }
    for (const rule of rules.filter((one) => textAt(one, "objectType") === "AzureBackupRule")) {
      for (const criterion of listAt(rule, "trigger.taggingCriteria")) {
        const tag = textAt(criterion, "tagInfo.tagName") ?? "";
        if (retentions.some((retention) => textAt(retention, "name") === tag)) continue;
        throw bad(`The backup rule tags copies '${tag}', and no retention rule has that name.`);
      }
    }
  },
};
