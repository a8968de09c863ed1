import { podSecurity } from "../../lib/frameworks.ts";
import { workloadKinds } from "../../lib/podSpec.ts";
import { defineRule } from "../../lib/rule.ts";
import { requireOnContainers, type Setting } from "../../lib/securityContext.ts";

const setting: Setting = {
  keys: ["allowPrivilegeEscalation"],
  accepts: (value) => value === false,
  expected: "false",
  fix: "Set it to false",
};

export const noPrivilegeEscalation = defineRule({
  name: "k8s-no-privilege-escalation",
  description: "Containers must not gain more privileges than their parent process.",
  severity: "high",
  level: "mandatory",
  framework: podSecurity("restricted", "Privilege Escalation"),
  tags: [
    "kube-linter:privilege-escalation-container",
    "polaris:privilegeEscalationAllowed",
    "kyverno:disallow-privilege-escalation",
    "checkov:CKV_K8S_20",
    "trivy:KSV-0001",
    "azure-policy:1c6e92c9",
  ],
  remediationSteps: "Set securityContext.allowPrivilegeEscalation: false on every container.",
  url: "https://kubernetes.io/docs/tasks/configure-pod-container/security-context/",
  kinds: workloadKinds,
  params: {},
  check: (object) => requireOnContainers(object, setting),
});
