import { checkInput, isTrue, between } from "../../lib/azureInput.ts";
import { violation, type Finding } from "../../lib/finding.ts";
import { mcsb } from "../../lib/frameworks.ts";
import { get, items, type Field } from "../../lib/read.ts";
import { defineAzureRule } from "../../lib/rule.ts";
import { atLeast } from "../../lib/settings.ts";

const useRoles = "Grant Azure roles on the vault or its secrets instead";

export const kvRbacAndRecovery = defineAzureRule({
  name: "kv-rbac-and-recovery",
  description: "Key vaults must be governed by Azure RBAC, and what is deleted must stay recoverable.",
  severity: "high",
  level: "mandatory",
  framework: mcsb("DP-8"),
  tags: [
    "checkov:CKV_AZURE_42",
    "checkov:CKV_AZURE_110",
    "checkov:CKV_AZURE_111",
    "trivy:AZU-0016",
    "azure-policy:0b60c0b2",
    "azure-policy:12d4fa5e",
    "azure-policy:1e66c121",
    "psrule:Azure.KeyVault.AccessPolicy",
    "psrule:Azure.KeyVault.PurgeProtect",
    "psrule:Azure.KeyVault.RBAC",
    "psrule:Azure.KeyVault.SoftDelete",
  ],
  remediationSteps:
    "Set enableRbacAuthorization and enablePurgeProtection, keep soft delete on, and replace access policies by role assignments.",
  url: "https://learn.microsoft.com/azure/key-vault/general/secure-key-vault",
  types: ["keyvault:Vault", "keyvault:AccessPolicy"],
  params: { minRetentionDays: atLeast(7, 30, "Least days for which deleted secrets can be recovered.") },
  check: ({ kind, body }, { minRetentionDays }) =>
    kind === "AccessPolicy"
      ? [violation({ path: "policy" }, "an access policy goes around Azure RBAC", useRoles)]
      : checkVault(get(body, "properties"), minRetentionDays),
});

function checkVault(properties: Field, minRetentionDays: number): readonly Finding[] {
  const policies = get(properties, "accessPolicies");
  return [
    ...checkInput(get(properties, "enableRbacAuthorization"), {
      accepts: isTrue,
      problem: "access policies decide, not Azure RBAC",
      absent: "not set, and access policies decide by default",
      fix: "Set it to true",
    }),
    ...checkInput(policies, {
      accepts: () => items(policies).length === 0,
      problem: "access policies go around Azure RBAC",
      fix: useRoles,
    }),
    ...checkInput(get(properties, "enableSoftDelete"), {
      accepts: isTrue,
      problem: "soft delete is off",
      fix: "Set it to true or leave it out",
    }),
    ...checkInput(get(properties, "enablePurgeProtection"), {
      accepts: isTrue,
      problem: "deleted secrets can be purged",
      absent: "not set, and deleted secrets can be purged",
      fix: "Set it to true",
    }),
    ...checkInput(get(properties, "softDeleteRetentionInDays"), {
      accepts: between(minRetentionDays, 90),
      problem: `not between ${minRetentionDays} and 90 days`,
      fix: `Keep deleted secrets for ${minRetentionDays} days or more, or leave it out for 90`,
    }),
  ];
}
