import { undecided, violation, type Finding } from "../../lib/finding.ts";
import { cis } from "../../lib/frameworks.ts";
import { at, checkContainers, workloadKinds, type Container } from "../../lib/podSpec.ts";
import { get, isPending, items, text } from "../../lib/read.ts";
import { defineRule } from "../../lib/rule.ts";
import { secretParams, secretReason } from "../../lib/secrets.ts";
import type { SettingsOf } from "../../lib/settings.ts";

export const noPlaintextSecretsInEnv = defineRule({
  name: "k8s-no-plaintext-secrets-in-env",
  description: "Environment variables must not hold secrets in plain text.",
  severity: "high",
  level: "mandatory",
  framework: cis("5.4.1"),
  tags: ["kube-linter:env-var-secret", "polaris:sensitiveContainerEnvVar"],
  remediationSteps:
    "Mount the secret as a file (Secrets Store CSI driver) or refer to it with valueFrom.secretKeyRef.",
  url: "https://kubernetes.io/docs/concepts/security/secrets-good-practices/",
  kinds: workloadKinds,
  params: secretParams,
  check: (object, settings) => checkContainers(object, (container) => checkEnv(container, settings)),
});

function checkEnv(container: Container, settings: SettingsOf<typeof secretParams>): readonly Finding[] {
  const env = get(container.field, "env");
  if (isPending(env)) return [undecided(env)];
  return items(env).flatMap((variable) => {
    const value = get(variable, "value");
    if (isPending(value)) return [undecided(value)];
    const name = text(get(variable, "name")) ?? "";
    const reason = secretReason(name, text(value) ?? "", settings);
    if (reason === undefined) return [];
    const fix =
      "Mount it as a file or use valueFrom.secretKeyRef; if it is no secret, list the variable in allow";
    return [violation(at(value, container), `variable ${name}: ${reason}`, fix)];
  });
}
