import { cis } from "../../lib/frameworks.ts";
import { workloadKinds } from "../../lib/podSpec.ts";
import { defineRule } from "../../lib/rule.ts";
import { requireOnContainers, type Setting } from "../../lib/securityContext.ts";

const setting: Setting = {
  keys: ["readOnlyRootFilesystem"],
  accepts: (value) => value === true,
  expected: "true",
  fix: "Set it to true and mount an emptyDir volume where the container has to write",
};

export const readOnlyRootFs = defineRule({
  name: "k8s-read-only-root-fs",
  description: "Containers must have a read-only root file system; they write to volumes.",
  severity: "high",
  level: "mandatory",
  framework: cis("5.6.3"),
  tags: [
    "kube-linter:no-read-only-root-fs",
    "kube-score:container-security-context-readonlyrootfilesystem",
    "polaris:notReadOnlyRootFilesystem",
    "kyverno:require-ro-rootfs",
    "checkov:CKV_K8S_22",
    "trivy:KSV-0014",
    "azure-policy:df49d893",
  ],
  remediationSteps:
    "Set readOnlyRootFilesystem: true on every container; mount emptyDir volumes for what it writes.",
  url: "https://kubernetes.io/docs/tasks/configure-pod-container/security-context/",
  kinds: workloadKinds,
  params: {},
  check: (object) => requireOnContainers(object, setting),
});
