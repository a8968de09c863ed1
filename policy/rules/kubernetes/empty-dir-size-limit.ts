import { undecided, violation, type Finding } from "../../lib/finding.ts";
import { kubeScore } from "../../lib/frameworks.ts";
import { podSpecOf, workloadKinds } from "../../lib/podSpec.ts";
import { members } from "../../lib/pss.ts";
import { parseQuantity } from "../../lib/quantity.ts";
import { entries, get, isPending, text, type Field } from "../../lib/read.ts";
import { defineRule } from "../../lib/rule.ts";

const fix = "Set a size like 64Mi, so that the pod is evicted instead of filling the node";

export const emptyDirSizeLimit = defineRule({
  name: "k8s-empty-dir-size-limit",
  description: "Scratch volumes must have a size limit.",
  severity: "low",
  level: "advisory",
  framework: kubeScore("container-ephemeral-storage-request-and-limit"),
  tags: ["kyverno:require-emptydir-requests-limits"],
  remediationSteps: "Set emptyDir.sizeLimit on every scratch volume.",
  url: "https://kubernetes.io/docs/concepts/storage/volumes/#emptydir",
  kinds: workloadKinds,
  params: {},
  check: (object) => {
    const pod = podSpecOf(object)?.field;
    return pod === undefined ? [] : members(get(pod, "volumes")).flatMap(checkVolume);
  },
});

function checkVolume(volume: Field): readonly Finding[] {
  const field = get(volume, "emptyDir", "sizeLimit");
  if (!isEmptyDir(volume)) return [];
  if (field.state === "unknown") return [undecided(field)];
  const name = text(get(volume, "name"));
  const where = { path: field.path, of: name === undefined ? undefined : `volume ${name}` };
  if (field.state === "missing") return [violation(where, "not set", fix)];
  const size = parseQuantity(text(field) ?? "");
  if (size === undefined)
    return [violation(where, "is no Kubernetes quantity", "Write it like 500M, 64Mi or 1Gi")];
  // The kubelet takes zero for no limit.
  return size > 0 ? [] : [violation(where, "is no limit", fix)];
}

/** A volume without any source is an emptyDir too; in a patch it is whatever it was. */
function isEmptyDir(volume: Field): boolean {
  if (isPending(volume)) return true;
  const sources = entries(volume).filter(([key]) => key !== "name");
  if (sources.length === 0) return !volume.partial && text(get(volume, "name")) !== undefined;
  return sources.some(([key]) => key === "emptyDir");
}
