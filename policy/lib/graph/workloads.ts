import { all, isUnknown, type Answer } from "../answer.ts";
import { kedaGroup } from "../apiGroups.ts";
import { podLabelsOf, type Labels } from "../labelSelector.ts";
import { inNamespace, namespaceField, sameNamespace } from "../object.ts";
import { podMetadataOf, podSpecOf, workloadKinds } from "../podSpec.ts";
import { get, orElse, type Field, type Unknown } from "../read.ts";
import type { Stack, StackObject } from "../stack.ts";
import { actsOn, autoscalersOf } from "./autoscalers.ts";
import { objectsOfKind } from "./objects.ts";

const groups = ["", "apps", "batch", "extensions", kedaGroup];

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
export function podLabelsPath(workload: StackObject): string {
  return get(podMetadataOf(workload), "labels").path;
}

/** The workloads of an object's namespace, each with the answer of a selector to its pods' labels. */
export function pickWorkloads(
  stack: Stack,
  owner: StackObject,
  picks: (labels: Labels) => Answer,
): readonly { readonly workload: StackObject; readonly answer: Answer }[] {
  return inNamespace(namespaceField(owner), workloadsOf(stack))
    .map((workload) => ({
      workload,
      answer: all([sameNamespace(owner, workload), picks(podLabelsOf(workload))]),
    }))
    .filter(({ answer }) => answer !== false);
}

/** How few and how many pods a workload can have. */
export interface Scale {
  readonly least: Field;
  readonly most: Field;
  readonly autoscaled: boolean;
}

/** The bounds of the autoscaler that owns the workload, else its replicas; the value missing to tell which. */
export function scaleOf(stack: Stack, workload: StackObject): Scale | Unknown {
  const scalers = autoscalersOf(stack).flatMap((scaler) =>
    scaler.bounds === undefined ? [] : [{ ...scaler.bounds, answer: actsOn(scaler, workload) }],
  );
  const owner = scalers.find(({ answer }) => answer === true);
  if (owner !== undefined) return { least: owner.least, most: owner.most, autoscaled: true };
  const open = scalers.map(({ answer }) => answer).find(isUnknown);
  if (open !== undefined) return open;
  const replicas = orElse(get(workload.body, "spec", "replicas"), 1);
  return { least: replicas, most: replicas, autoscaled: false };
}
