import { podSpecOf } from "../podSpec.ts";
import { parseQuantity } from "../quantity.ts";
import { get, isGiven, isPending, number, text, type Field, type Pending } from "../read.ts";
import type { Stack, StackObject } from "../stack.ts";
import { autoscalersOf, kedaMost } from "./autoscalers.ts";
import { boundOf, isSidecar, type Bound } from "./capacity.ts";
import { nameOf } from "./objects.ts";
import { every, isUnknown, same, sameNamespace } from "./selectors.ts";

/** What is summed up over the pods of a namespace. */
export type Demand = { readonly bound: "pods" } | { readonly bound: Bound; readonly resource: string };

/** The known part of a sum, and the fields that would add to it. */
export interface Amount {
  readonly known: number;
  readonly open: readonly Pending[];
}

/** What a workload needs at most, once its autoscaler has gone as far as it may. */
export function demandOf(stack: Stack, workload: StackObject, demand: Demand, nodes: number): Amount {
  const pods = podsOf(stack, workload, nodes);
  const each = demand.bound === "pods" ? { known: 1, open: [] } : podDemand(stack, workload, demand);
  return { known: pods.known * each.known, open: [...pods.open, ...each.open] };
}

/** The pods of a ScaledJob, which are a Job's. */
function asPods(workload: StackObject): StackObject {
  if (workload.kind !== "ScaledJob") return workload;
  return { ...workload, kind: "PodTemplate", group: "", body: get(workload.body, "spec", "jobTargetRef") };
}

/** The most pods of a workload at one time, without those that a rollout adds. */
function podsOf(stack: Stack, workload: StackObject, nodes: number): Amount {
  const spec = get(workload.body, "spec");
  switch (workload.kind) {
    case "PodTemplate":
      return { known: 0, open: [] };
    case "Pod":
      return { known: 1, open: [] };
    case "DaemonSet":
      return { known: nodes, open: [] };
    case "Job":
      return countOf(get(spec, "parallelism"), 1);
    case "CronJob":
      return countOf(get(spec, "jobTemplate", "spec", "parallelism"), 1);
    case "ScaledJob":
      return countOf(get(spec, "maxReplicaCount"), kedaMost);
    default:
      return replicasOf(stack, workload);
  }
}

function replicasOf(stack: Stack, workload: StackObject): Amount {
  const own = countOf(get(workload.body, "spec", "replicas"), 1);
  const bounds = autoscalersOf(stack)
    .filter(({ object, target, horizontal }) => {
      const sameKind = target.kind === workload.kind && target.group === workload.group;
      const answer = every([sameNamespace(object, workload), same(target.name, nameOf(workload))]);
      return horizontal && sameKind && answer === "yes";
    })
    .map(({ most }) => countOf(most, kedaMost));
  return bounds.length === 0
    ? own
    : { known: Math.max(...bounds.map(({ known }) => known)), open: bounds.flatMap(({ open }) => open) };
}

function countOf(field: Field, fallback: number): Amount {
  if (isPending(field)) return { known: 0, open: [field] };
  return { known: Math.max(0, number(field) ?? fallback), open: [] };
}

/**
 * What the scheduler counts for a pod: its containers together, or the most that goes on before they start: one
 * init container at a time, beside the sidecars that came before it.
 */
function podDemand(
  stack: Stack,
  workload: StackObject,
  { bound, resource }: { readonly bound: Bound; readonly resource: string },
): Amount {
  const pod = podSpecOf(asPods(workload), ["containers", "initContainers"]);
  if (pod === undefined) return { known: 0, open: [] };
  const own = get(pod.field, "resources", bound, resource);
  if (isGiven(own)) return { known: valueOf(own), open: [own].filter(isPending) };
  const needs = pod.containers.map(({ field, list }) => {
    const amount = boundOf(stack, workload, field, bound, resource);
    return { init: list === "initContainers", sidecar: isSidecar(field), amount, value: valueOf(amount) };
  });
  let sidecars = 0;
  let starting = 0;
  for (const { init, sidecar, value } of needs.filter((need) => need.init)) {
    if (init && sidecar) sidecars += value;
    starting = Math.max(starting, sidecar ? sidecars : sidecars + value);
  }
  const running = needs.filter(({ init }) => !init).reduce((total, { value }) => total + value, sidecars);
  const lists = ["containers", "initContainers"].map((key) => get(pod.field, key));
  return {
    known: Math.max(running, starting),
    open: [pod.field, ...lists, ...needs.map(({ amount }) => amount)].filter(isPending),
  };
}

function valueOf(field: Field): number {
  return isUnknown(field) ? 0 : (parseQuantity(text(field) ?? "") ?? 0);
}
