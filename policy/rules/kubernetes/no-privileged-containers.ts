import { podSecurity } from "../../lib/frameworks.ts";
import { checkContainers, workloadKinds } from "../../lib/podSpec.ts";
import { refuse, type Ban } from "../../lib/pss.ts";
import { defineRule } from "../../lib/rule.ts";

const privileged: Ban = {
  keys: ["securityContext", "privileged"],
  accepts: (value) => value === false,
  problem: "gives the container the whole node",
  fix: "Set it to false or remove it",
};

export const noPrivilegedContainers = defineRule({
  name: "k8s-no-privileged-containers",
  description: "Containers must not run privileged.",
  severity: "critical",
  level: "mandatory",
  framework: podSecurity("baseline", "Privileged Containers"),
  tags: [
    "kube-linter:privileged-container",
    "kube-score:container-security-context-privileged",
    "polaris:runAsPrivileged",
    "kyverno:disallow-privileged-containers",
    "checkov:CKV_K8S_16",
    "trivy:KSV-0017",
    "azure-policy:95edb821",
  ],
  remediationSteps: "Remove securityContext.privileged; grant single capabilities where really needed.",
  url: "https://kubernetes.io/docs/concepts/security/linux-kernel-security-constraints/#privileged-containers",
  kinds: workloadKinds,
  params: {},
  check: (object) =>
    checkContainers(object, (container) => refuse(container.field, privileged, container.label)),
});
