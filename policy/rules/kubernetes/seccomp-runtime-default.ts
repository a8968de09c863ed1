import { alternatives } from "../../lib/finding.ts";
import { podSecurity } from "../../lib/frameworks.ts";
import { checkContainers, podSpecOf, unlessWindows, workloadKinds } from "../../lib/podSpec.ts";
import { defineRule } from "../../lib/rule.ts";
import { refuseOnPod, requireInherited, type Setting } from "../../lib/securityContext.ts";
import { flag } from "../../lib/settings.ts";

export const seccompRuntimeDefault = defineRule({
  name: "k8s-seccomp-runtime-default",
  description: "Containers must run under a seccomp profile.",
  severity: "high",
  level: "mandatory",
  framework: podSecurity("restricted", "Seccomp"),
  tags: [
    "kube-score:container-seccomp-profile",
    "polaris:linuxHardening",
    "kyverno:restrict-seccomp-strict",
    "checkov:CKV_K8S_31",
    "trivy:KSV-0030",
    "trivy:KSV-0104",
    "azure-policy:975ce327",
  ],
  remediationSteps: "Set seccompProfile.type: RuntimeDefault in the security context of the pod.",
  url: "https://kubernetes.io/docs/tutorials/security/seccomp/",
  kinds: workloadKinds,
  params: { allowLocalhost: flag(true, "Accept profiles that are installed on the nodes (type Localhost).") },
  check: (object, { allowLocalhost }) => {
    const pod = podSpecOf(object);
    if (pod === undefined) return [];
    const setting = settingFor(allowLocalhost ? ["RuntimeDefault", "Localhost"] : ["RuntimeDefault"]);
    return unlessWindows(object, [
      ...refuseOnPod(pod, setting),
      ...checkContainers(object, (container) => requireInherited(pod, container, setting)),
    ]);
  },
});

function settingFor(types: readonly string[]): Setting {
  return {
    keys: ["seccompProfile", "type"],
    accepts: (value) => typeof value === "string" && types.includes(value),
    expected: alternatives(types),
    fix: "Set seccompProfile.type to RuntimeDefault in the security context of the pod or of each container",
  };
}
