import { any, isUnknown } from "./answer.ts";
import { undecided, violation, type Finding } from "./finding.ts";
import { podLabelsOf, selects } from "./labelSelector.ts";
import type { KubernetesObject } from "./object.ts";
import { podSpecOf } from "./podSpec.ts";
import { get, isGiven, isPending, items, number, root, text, type Field } from "./read.ts";

/** How a Deployment, StatefulSet or DaemonSet replaces its pods. What it leaves out takes a safe default. */
export function checkStrategy(object: KubernetesObject): readonly Finding[] {
  const strategy = get(object.body, "spec", object.kind === "Deployment" ? "strategy" : "updateStrategy");
  const type = get(strategy, "type");
  if (isPending(type)) return [undecided(type)];
  if ((text(type) ?? "RollingUpdate") === "RollingUpdate") return checkUnavailable(object, strategy);
  const excused = text(type) === "Recreate" ? mountsClaim(object) : false;
  if (typeof excused === "object") return [undecided(excused)];
  const fix = "New pods then replace old ones step by step";
  return excused ? [] : [violation(type, "must be RollingUpdate", fix)];
}

/** The selector picks the pods of the template. */
export function checkSelector(object: KubernetesObject): readonly Finding[] {
  const selector = get(object.body, "spec", "selector");
  if (!isGiven(get(object.body, "spec", "template"))) return [];
  const answer = selects(selector, podLabelsOf(object));
  if (isUnknown(answer)) return isPending(answer) ? [undecided(answer)] : [];
  const problem = "does not select the labels of the pod template";
  return answer ? [] : [violation(selector, problem, "Make the two agree")];
}

/** A volume that only one pod can hold makes the new pod wait for the old one's end. */
function mountsClaim(object: KubernetesObject) {
  const pod = podSpecOf(object, [])?.field;
  if (pod === undefined) return false;
  const volumes = get(pod, "volumes");
  const claims = items(volumes).map((volume) => get(volume, "persistentVolumeClaim"));
  return any([
    ...(volumes.state === "unknown" ? [volumes] : []),
    ...claims.map((claim) => (claim.state === "unknown" ? claim : claim.state === "known")),
  ]);
}

function checkUnavailable(object: KubernetesObject, strategy: Field): readonly Finding[] {
  const field = get(strategy, "rollingUpdate", "maxUnavailable");
  if (isPending(field)) return [undecided(field)];
  if (field.state !== "known") return [];
  const [, digits = "", percent = ""] = /^(\d+)(%?)$/.exec(text(field) ?? "") ?? [];
  if (digits === "")
    return [violation(field, "is neither a count nor a percentage", "Write it like 1 or 25%")];
  const replicas = object.kind === "DaemonSet" ? root(undefined) : get(object.body, "spec", "replicas");
  const fix = "Lower it, so that some pods stay while others are replaced";
  if (percent === "" ? Number(digits) === 0 : Number(digits) < 100) return [];
  if (isPending(replicas)) return [undecided(replicas)];
  const count = number(replicas);
  // Nothing rolls without pods, and the one pod of a StatefulSet cannot stay.
  if (count === 0 || (object.kind === "StatefulSet" && (count ?? 1) < 2)) return [];
  if (percent !== "") return [violation(field, "lets all pods be away at once", fix)];
  if (count === undefined || Number(digits) < count) return [];
  return [violation(field, `lets all ${count} pods be away at once`, fix)];
}
