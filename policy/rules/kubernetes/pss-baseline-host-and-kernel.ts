import { undecided, unless, violation, type Finding } from "../../lib/finding.ts";
import { podSecurity } from "../../lib/frameworks.ts";
import type { KubernetesObject } from "../../lib/object.ts";
import { checkContainers, podMetadataOf, podSpecOf, workloadKinds } from "../../lib/podSpec.ts";
import { isWaived, members, minorOf, pssVersionParam, refuse } from "../../lib/pss.ts";
import { containerBans, hostPort, podBans, procMount } from "../../lib/pssBaseline.ts";
import { sysctlName } from "../../lib/pssSysctls.ts";
import { entries, get, isPending, text } from "../../lib/read.ts";
import { defineRule } from "../../lib/rule.ts";
import { flag } from "../../lib/settings.ts";

const appArmorPrefix = "container.apparmor.security.beta.kubernetes.io/";

export const pssBaselineHostAndKernel = defineRule({
  name: "k8s-pss-baseline-host-and-kernel",
  description: "Pods must keep to themselves: nothing of the node's, and no weaker kernel confinement.",
  severity: "critical",
  level: "mandatory",
  framework: podSecurity("baseline", "Host Namespaces"),
  tags: [
    ...["host-ipc", "host-network", "host-pid", "unsafe-sysctls", "unsafe-proc-mount"].map(
      (check) => `kube-linter:${check}`,
    ),
    ...["hostIPCSet", "hostNetworkSet", "hostPIDSet", "hostPortSet", "procMount", "hostProcess"].map(
      (check) => `polaris:${check}`,
    ),
    "kube-score:container-ports-check",
    ...["disallow-host-namespaces", "disallow-host-ports", "disallow-proc-mount", "disallow-selinux"].map(
      (policy) => `kyverno:${policy}`,
    ),
    ...["disallow-host-process", "restrict-apparmor-profiles", "restrict-sysctls"].map(
      (policy) => `kyverno:${policy}`,
    ),
    ...[17, 18, 19, 26].map((check) => `checkov:CKV_K8S_${check}`),
    ...["0002", "0008", "0009", "0010", "0024", "0025", "0026", "0027", "0103"].map(
      (check) => `trivy:KSV-${check}`,
    ),
    ...["47a1ee2f", "82985f06", "511f5417", "e1e6c427", "56d0a13f", "f85eb0dd", "077f0ce1"].map(
      (id) => `azure-policy:${id}`,
    ),
  ],
  remediationSteps: "Remove the named field from the pod spec, or set it to what the message allows.",
  url: "https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline",
  kinds: workloadKinds,
  params: {
    pssVersion: pssVersionParam,
    relaxProcMount: flag(
      false,
      "Accept any procMount of pods with hostUsers: false, as baseline does since 1.35 and restricted does not.",
    ),
  },
  check: (object, { pssVersion, relaxProcMount }) => {
    const minor = minorOf(pssVersion);
    const pod = podSpecOf(object)?.field;
    if (pod === undefined) return appArmorAnnotations(object);
    const sysctl = sysctlName(minor);
    const waived = relaxProcMount && isWaived(pod, pssVersion);
    return [
      ...podBans(minor).flatMap((ban) => refuse(pod, ban)),
      ...members(get(pod, "securityContext", "sysctls")).flatMap((entry) => refuse(entry, sysctl)),
      ...appArmorAnnotations(object),
      ...checkContainers(object, (container) => [
        ...containerBans(minor).flatMap((ban) => refuse(container.field, ban, container.label)),
        ...members(get(container.field, "ports")).flatMap((port) => refuse(port, hostPort, container.label)),
        ...unless(waived, refuse(container.field, procMount, container.label)),
      ]),
    ];
  },
});

/** How AppArmor was chosen before Kubernetes 1.30; the API server still obeys it. */
function appArmorAnnotations(object: KubernetesObject): readonly Finding[] {
  const annotations = get(podMetadataOf(object), "annotations");
  if (isPending(annotations)) return [undecided(annotations)];
  return entries(annotations)
    .filter(([key]) => key.startsWith(appArmorPrefix))
    .flatMap(([, value]) => {
      if (isPending(value)) return [undecided(value)];
      if (/^(?:|runtime\/default|localhost\/.*)$/s.test(text(value) ?? "")) return [];
      const fix = "Remove it, or use runtime/default or localhost/<profile>";
      return [violation(value, "weakens the AppArmor profile", fix)];
    });
}
