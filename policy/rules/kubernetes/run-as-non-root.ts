import { undecided, unless, violation, type Finding, type Where } from "../../lib/finding.ts";
import { podSecurity } from "../../lib/frameworks.ts";
import { at, checkContainers, podSpecOf, workloadKinds } from "../../lib/podSpec.ts";
import { isWaived, pssVersionParam } from "../../lib/pss.ts";
import { get, isPending, number, type Field } from "../../lib/read.ts";
import { defineRule } from "../../lib/rule.ts";
import { refuseOnPod, requireInherited, type Setting } from "../../lib/securityContext.ts";
import { atLeast } from "../../lib/settings.ts";

const setting: Setting = {
  keys: ["runAsNonRoot"],
  accepts: (value) => value === true,
  expected: "true",
  fix: "Set runAsNonRoot to true in the security context of the pod or of each container",
};

export const runAsNonRoot = defineRule({
  name: "k8s-run-as-non-root",
  description: "Containers must not run as root.",
  severity: "high",
  level: "mandatory",
  framework: podSecurity("restricted", "Running as Non-root"),
  tags: [
    "kube-linter:run-as-non-root",
    "polaris:runAsRootAllowed",
    "kyverno:require-run-as-nonroot",
    "checkov:CKV_K8S_23",
    "checkov:CKV_K8S_40",
    "trivy:KSV-0012",
    "trivy:KSV-0105",
    "azure-policy:f06ddb64",
  ],
  remediationSteps:
    "Set runAsNonRoot: true, and a runAsUser and runAsGroup other than 0 if the image names none.",
  url: "https://kubernetes.io/docs/tasks/configure-pod-container/security-context/",
  kinds: workloadKinds,
  params: {
    minUid: atLeast(1, 1, "Lowest uid that runAsUser may name."),
    pssVersion: pssVersionParam,
  },
  check: (object, { minUid, pssVersion }) => {
    const pod = podSpecOf(object);
    if (pod === undefined) return [];
    return unless(isWaived(pod.field, pssVersion), [
      ...refuseOnPod(pod, setting),
      ...identity(pod.field, pod.field, minUid),
      ...checkContainers(object, (container) => [
        ...requireInherited(pod, container, setting),
        ...identity(container.field, at(container.field, container), minUid),
      ]),
    ]);
  },
});

/** The ids a pod or container asks for; leaving them to the image is allowed, runAsNonRoot guards that. */
function identity(owner: Field, { of }: Where, minUid: number): readonly Finding[] {
  return [
    ...lowestId(get(owner, "securityContext", "runAsUser"), of, minUid),
    ...lowestId(get(owner, "securityContext", "runAsGroup"), of, 1),
  ];
}

function lowestId(field: Field, of: string | undefined, lowest: number): readonly Finding[] {
  if (isPending(field)) return [undecided(field)];
  const id = number(field);
  if (id === undefined || id >= lowest) return [];
  return [
    violation({ path: field.path, of }, `must be ${lowest} or higher`, "Choose an id other than root's"),
  ];
}
