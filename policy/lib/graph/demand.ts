import { isUnknown } from "../answer.ts";
import { boundsOf, maxOf } from "../autoscalers.ts";
import { podSpecOf } from "../podSpec.ts";
import { parseQuantity } from "../quantity.ts";
import { get, isGiven, isPending, number, text, type Field, type Pending } from "../read.ts";
import type { Stack, StackObject } from "../stack.ts";
import { boundOf, isSidecar, type Bound } from "./capacity.ts";
import { scaleOf } from "./workloads.ts";

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
  return times(pods, each);
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
      return jobsOf(workload);
    default:
      return replicasOf(stack, workload);
  }
}

/** Each of a ScaledJob's Jobs counts for as many pods as it runs side by side. */
function jobsOf(workload: StackObject): Amount {
  const spec = get(workload.body, "spec");
  const bounds = boundsOf(workload);
  const jobs = bounds === undefined ? { known: 0, open: [] } : countOf(maxOf(spec, bounds), 0);
  const each = countOf(get(spec, "jobTargetRef", "parallelism"), 1);
  return times(jobs, each);
}

function replicasOf(stack: Stack, workload: StackObject): Amount {
  const scale = scaleOf(stack, workload);
  if (!("state" in scale)) return countOf(scale.most, 0);
  const own = countOf(get(workload.body, "spec", "replicas"), 1);
  return { ...own, open: [...own.open, ...[scale].filter(isPending)] };
}

function times(one: Amount, other: Amount): Amount {
  return { known: one.known * other.known, open: [...one.open, ...other.open] };
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
  const pod = podSpecOf(workload, ["containers", "initContainers"]);
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
