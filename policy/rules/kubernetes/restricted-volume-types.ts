import { undecided, violation, type Finding } from "../../lib/finding.ts";
import { podSecurity } from "../../lib/frameworks.ts";
import { podSpecOf, workloadKinds } from "../../lib/podSpec.ts";
import { members } from "../../lib/pss.ts";
import { entries, get, isPending, text, type Field } from "../../lib/read.ts";
import { defineRule } from "../../lib/rule.ts";
import { strings } from "../../lib/settings.ts";

const restricted = [
  "configMap",
  "csi",
  "downwardAPI",
  "emptyDir",
  "ephemeral",
  "image",
  "persistentVolumeClaim",
  "projected",
  "secret",
];

export const restrictedVolumeTypes = defineRule({
  name: "k8s-restricted-volume-types",
  description: "Pods must mount only volumes that reach neither the node nor storage past a claim.",
  severity: "high",
  level: "mandatory",
  framework: podSecurity("restricted", "Volume Types"),
  tags: [
    "kube-linter:docker-sock",
    "kube-linter:sensitive-host-mounts",
    "kube-linter:writable-host-mount",
    "polaris:hostPathSet",
    "kyverno:disallow-host-path",
    "kyverno:restrict-volume-types",
    "checkov:CKV_K8S_27",
    "trivy:KSV-0006",
    "trivy:KSV-0023",
    "trivy:KSV-0028",
    "trivy:KSV-0121",
    "azure-policy:098fc59e",
    "azure-policy:16697877",
  ],
  remediationSteps:
    "Claim storage through a PersistentVolumeClaim or a CSI volume; use emptyDir for scratch space.",
  url: "https://kubernetes.io/docs/concepts/storage/volumes/",
  kinds: workloadKinds,
  params: { extraTypes: strings([], "Volume sources to accept besides those of the restricted level.") },
  check: (object, { extraTypes }) => {
    const allowed = [...restricted, ...extraTypes];
    const pod = podSpecOf(object)?.field;
    if (pod === undefined) return [];
    return members(get(pod, "volumes")).flatMap((volume) => checkVolume(volume, allowed));
  },
});

/** Everything in a volume but its name is a source; with none, Kubernetes makes it an emptyDir. */
function checkVolume(volume: Field, allowed: readonly string[]): readonly Finding[] {
  if (isPending(volume)) return [undecided(volume)];
  const name = text(get(volume, "name"));
  const of = name === undefined ? undefined : `volume ${name}`;
  return entries(volume)
    .filter(([key]) => key !== "name" && !allowed.includes(key))
    .map(([key, source]) =>
      isPending(source)
        ? undecided(source)
        : violation({ path: source.path, of }, `${key} is no allowed type`, `Use ${allowed.join(", ")}`),
    );
}
