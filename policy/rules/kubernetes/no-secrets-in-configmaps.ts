import { undecided, violation, type Finding } from "../../lib/finding.ts";
import { cis } from "../../lib/frameworks.ts";
import { entries, get, isPending, text, type Field } from "../../lib/read.ts";
import { defineRule } from "../../lib/rule.ts";
import { secretParams, secretReason } from "../../lib/secrets.ts";
import type { SettingsOf } from "../../lib/settings.ts";

export const noSecretsInConfigMaps = defineRule({
  name: "k8s-no-secrets-in-configmaps",
  description: "ConfigMaps must not hold secrets.",
  severity: "high",
  level: "mandatory",
  framework: cis("5.4.1"),
  tags: ["polaris:sensitiveConfigmapContent", "trivy:KSV-0109", "trivy:KSV-01010"],
  remediationSteps: "Move the value to Key Vault and mount it (Secrets Store CSI driver), or to a Secret.",
  url: "https://kubernetes.io/docs/concepts/security/secrets-good-practices/",
  kinds: ["ConfigMap"],
  params: secretParams,
  check: ({ body }, settings) => [
    ...checkData(get(body, "data"), (content) => content, settings),
    ...checkData(get(body, "binaryData"), decoded, settings),
  ],
});

function checkData(
  data: Field,
  decode: (content: string) => string,
  settings: SettingsOf<typeof secretParams>,
): readonly Finding[] {
  if (isPending(data)) return [undecided(data)];
  return entries(data).flatMap(([key, value]) => {
    if (isPending(value)) return [undecided(value)];
    const reason = secretReason(key, decode(text(value) ?? ""), settings);
    if (reason === undefined) return [];
    const fix = "Move it to Key Vault or a Secret; if it is no secret, list the key in allow";
    return [violation(value, reason, fix)];
  });
}

function decoded(content: string): string {
  return Buffer.from(content, "base64").toString("latin1");
}
