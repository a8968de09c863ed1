import { between, checkInput, isTrue, oneOf, type InputDemand } from "../../lib/azureInput.ts";
import type { Finding } from "../../lib/finding.ts";
import { mcsb } from "../../lib/frameworks.ts";
import { get, type Field } from "../../lib/read.ts";
import { defineAzureRule } from "../../lib/rule.ts";
import { atLeast } from "../../lib/settings.ts";
import { accountDemands } from "../../lib/storageAccount.ts";

export const storageSecureBaseline = defineAzureRule({
  name: "storage-secure-baseline",
  description: "Storage must take encrypted requests of Entra identities only, and keep what is deleted.",
  severity: "high",
  level: "mandatory",
  framework: mcsb("DP-3"),
  tags: [
    "checkov:CKV_AZURE_3",
    "checkov:CKV_AZURE_34",
    "checkov:CKV_AZURE_44",
    "checkov:CKV_AZURE_190",
    "checkov:CKV_AZURE_244",
    "checkov:CKV2_AZURE_38",
    "checkov:CKV2_AZURE_40",
    "checkov:CKV2_AZURE_47",
    "trivy:AZU-0007",
    "trivy:AZU-0008",
    "trivy:AZU-0011",
    "azure-policy:404c3081",
    "azure-policy:4fa4b6c0",
    "azure-policy:8c6a50c6",
    "azure-policy:92a89a79",
    "azure-policy:fe83a0eb",
    "psrule:Azure.Storage.BlobAccessType",
    "psrule:Azure.Storage.BlobPublicAccess",
    "psrule:Azure.Storage.ContainerSoftDelete",
    "psrule:Azure.Storage.MinTLS",
    "psrule:Azure.Storage.SecureTransfer",
    "psrule:Azure.Storage.SoftDelete",
  ],
  remediationSteps: "Turn off shared keys and public blobs, demand TLS 1.2, and turn on soft delete.",
  url: "https://learn.microsoft.com/azure/storage/blobs/security-recommendations",
  types: [
    "storage:StorageAccount",
    "storage:BlobServiceProperties",
    "storage:FileServiceProperties",
    "storage:BlobContainer",
  ],
  params: { minRetentionDays: atLeast(1, 7, "Least days for which deleted blobs can be recovered.") },
  check: ({ kind, body }, { minRetentionDays }) => {
    if (kind === "StorageAccount")
      return accountDemands.flatMap(([key, wanted]) => checkInput(get(body, key), wanted));
    if (kind === "BlobContainer") return checkInput(get(body, "publicAccess"), privateContainer);
    // Azure keeps deleted file shares by default, but neither blobs nor containers.
    return kind === "FileServiceProperties"
      ? softDelete(get(body, "shareDeleteRetentionPolicy"), minRetentionDays)
      : ["deleteRetentionPolicy", "containerDeleteRetentionPolicy"].flatMap((key) =>
          softDelete(get(body, key), minRetentionDays, "not set, and soft delete is off by default"),
        );
  },
});

const privateContainer: InputDemand = {
  accepts: oneOf("None"),
  problem: "anyone may read its blobs",
  fix: "Set it to None or leave it out",
};

function softDelete(policy: Field, minRetentionDays: number, absent?: string): readonly Finding[] {
  const when = absent === undefined ? {} : { absent };
  const on = checkInput(get(policy, "enabled"), {
    accepts: isTrue,
    problem: "soft delete is off",
    ...when,
    fix: "Set it to true",
  });
  if (on.some((finding) => finding.verdict === "violation")) return on;
  const days = checkInput(get(policy, "days"), {
    accepts: between(minRetentionDays, 365),
    problem: `not between ${minRetentionDays} and 365`,
    ...(absent === undefined ? {} : { absent: "not set" }),
    fix: `Keep what is deleted for ${minRetentionDays} days or more`,
  });
  return [...on, ...days];
}
