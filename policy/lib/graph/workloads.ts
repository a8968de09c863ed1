import { podSpecOf, workloadKinds } from "../podSpec.ts";
import { get, root, text, type Field, type Unknown } from "../read.ts";
import type { Stack, StackObject } from "../stack.ts";
import { isUnknown, podLabelsOf, same, sameNamespace, every, type Answer, type Labels } from "./selectors.ts";
import { nameOf, objectsOfKind } from "./objects.ts";

const groups = ["", "apps", "batch", "extensions"];

/** What runs pods: a PodTemplate only describes them. */
function workloadsOf(stack: Stack, kinds: readonly string[] = workloadKinds): readonly StackObject[] {
  return kinds
    .filter((kind) => kind !== "PodTemplate")
    .flatMap((kind) => groups.flatMap((group) => objectsOfKind(stack, group, kind)));
}

/** Workloads that say how their pods look; a patch may leave that alone. */
export function describedWorkloads(stack: Stack, kinds?: readonly string[]): readonly StackObject[] {
  return workloadsOf(stack, kinds).filter((workload) => podSpecOf(workload) !== undefined);
}

/** Where the labels of a workload's pods are written. */
export function podLabelsPath({ kind }: StackObject): string {
  if (kind === "Pod") return "metadata.labels";
  const template = kind === "CronJob" ? "spec.jobTemplate.spec.template" : "spec.template";
  return `${template}.metadata.labels`;
}

/** The workloads of an object's namespace, each with the answer of a selector to its pods' labels. */
export function pickWorkloads(
  stack: Stack,
  owner: StackObject,
  picks: (labels: Labels) => Answer,
): readonly { readonly workload: StackObject; readonly answer: Answer }[] {
  return workloadsOf(stack)
    .map((workload) => ({
      workload,
      answer: every([sameNamespace(owner, workload), picks(podLabelsOf(workload))]),
    }))
    .filter(({ answer }) => answer !== "no");
}

/** How few and how many pods a workload can have. */
export interface Scale {
  readonly least: Field;
  readonly most: Field;
  readonly autoscaled: boolean;
}

/** The bounds of the autoscaler that owns the workload, else its replicas; the value missing to tell which. */
export function scaleOf(stack: Stack, workload: StackObject): Scale | Unknown {
  const targets = [
    ...objectsOfKind(stack, "autoscaling", "HorizontalPodAutoscaler").map((scaler) => ({
      scaler,
      least: orElse(get(scaler.body, "spec", "minReplicas"), 1),
      most: get(scaler.body, "spec", "maxReplicas"),
    })),
    ...objectsOfKind(stack, "keda.sh", "ScaledObject").map((scaler) => ({
      scaler,
      least: orElse(get(scaler.body, "spec", "minReplicaCount"), 0),
      most: orElse(get(scaler.body, "spec", "maxReplicaCount"), 100),
    })),
  ].map((one) => ({ ...one, answer: scales(one.scaler, workload) }));
  const owner = targets.find(({ answer }) => answer === "yes");
  if (owner !== undefined) return { least: owner.least, most: owner.most, autoscaled: true };
  const open = targets.map(({ answer }) => answer).find(isUnknown);
  if (open !== undefined) return open;
  const replicas = orElse(get(workload.body, "spec", "replicas"), 1);
  return { least: replicas, most: replicas, autoscaled: false };
}

function scales(scaler: StackObject, workload: StackObject): Answer {
  const target = get(scaler.body, "spec", "scaleTargetRef");
  const kind = text(orElse(get(target, "kind"), "Deployment"));
  return every([
    kind === undefined || kind === workload.kind ? "yes" : "no",
    sameNamespace(scaler, workload),
    same(get(target, "name"), nameOf(workload)),
  ]);
}

/** What is not set takes the API's default. */
export function orElse(field: Field, fallback: string | number): Field {
  return field.state === "missing" ? root(fallback, false, field.path) : field;
}
