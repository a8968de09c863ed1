import { isUnknown } from "../../lib/answer.ts";
import { locate, undecided, violation, type Finding } from "../../lib/finding.ts";
import { azurePolicy } from "../../lib/frameworks.ts";
import { objectsOfKind } from "../../lib/graph/objects.ts";
import { pickWorkloads, scaleOf } from "../../lib/graph/workloads.ts";
import { selects } from "../../lib/labelSelector.ts";
import { get, number, text, type Field, type Unknown } from "../../lib/read.ts";
import { defineStackRule } from "../../lib/rule.ts";
import type { Stack, StackObject } from "../../lib/stack.ts";

export const pdbFitsReplicas = defineStackRule({
  name: "stack-pdb-fits-replicas",
  description:
    "A disruption budget must leave room to evict a pod even when its workload is at its smallest.",
  severity: "high",
  level: "mandatory",
  framework: azurePolicy("d9e8f2c1"),
  tags: [
    "kube-linter:pdb-max-unavailable",
    "kube-linter:pdb-min-available",
    "kube-linter:pdb-unhealthy-pod-eviction-policy",
    "kube-score:poddisruptionbudget-has-policy",
    "polaris:pdbDisruptionsIsZero",
    "polaris:pdbMinAvailableGreaterThanHPAMinReplicas",
    "kyverno:pdb-maxunavailable",
    "kyverno:pdb-minavailable",
    "azure-policy:d77f191e",
    "azure-policy:5c58d54b",
  ],
  remediationSteps: "Set maxUnavailable: 1 and unhealthyPodEvictionPolicy: AlwaysAllow.",
  url: "https://kubernetes.io/docs/concepts/workloads/pods/disruptions/",
  params: {},
  check: (stack) =>
    objectsOfKind(stack, "policy", "PodDisruptionBudget").flatMap((budget) =>
      [...checkRoom(stack, budget), ...checkUnhealthy(budget)].map((finding) => locate(budget, finding)),
    ),
});

function checkUnhealthy({ body }: StackObject): readonly Finding[] {
  const policy = get(body, "spec", "unhealthyPodEvictionPolicy");
  if (policy.state === "unknown") return policy.cause === "preview" ? [undecided(policy)] : [];
  if (text(policy) === "AlwaysAllow") return [];
  const problem =
    policy.state === "missing" ? "not set, so broken pods block a drain" : "lets broken pods block a drain";
  return [violation(policy, problem, "Set it to AlwaysAllow")];
}

function checkRoom(stack: Stack, budget: StackObject): readonly Finding[] {
  const least = get(budget.body, "spec", "minAvailable");
  const most = get(budget.body, "spec", "maxUnavailable");
  const open = [least, most].filter((field) => field.state === "unknown");
  if (most.state === "known") return checkMost(most);
  if (least.state === "known") return checkLeast(stack, budget, least);
  if (open.length > 0) return open.filter(({ cause }) => cause === "preview").map(undecided);
  const spec = get(budget.body, "spec");
  return [
    violation(
      spec,
      "has neither minAvailable nor maxUnavailable, so it keeps no pod",
      "Set maxUnavailable: 1",
    ),
  ];
}

function checkMost(most: Field): readonly Finding[] {
  const value = amount(most);
  if (value === undefined) return [malformed(most)];
  return value.value > 0 ? [] : [violation(most, "allows no eviction at all", "Set it to at least 1")];
}

function checkLeast(stack: Stack, budget: StackObject, least: Field): readonly Finding[] {
  const wanted = amount(least);
  if (wanted === undefined) return [malformed(least)];
  if (wanted.percent && wanted.value >= 100) return [tooHigh(least, "all pods have to stay")];
  const pods = fewestPods(stack, budget);
  if (pods === undefined) return [];
  if (typeof pods === "object") return [undecided(pods)];
  // Kubernetes rounds the share of pods that has to stay up.
  const stay = wanted.percent ? Math.ceil((wanted.value * pods) / 100) : wanted.value;
  return stay < pods
    ? []
    : [tooHigh(least, `${stay} pods have to stay, and there may be no more than ${pods}`)];
}

/** How many pods the budget is about when there are fewest, but at least one; undefined when nobody can count them. */
function fewestPods(stack: Stack, budget: StackObject): number | Unknown | undefined {
  const selector = get(budget.body, "spec", "selector");
  const picked = pickWorkloads(stack, budget, (labels) => selects(selector, labels));
  const open = picked.map(({ answer }) => answer).find(isUnknown);
  if (open !== undefined) return open;
  const counted = ["Deployment", "StatefulSet", "ReplicaSet", "ReplicationController"];
  if (!picked.every(({ workload }) => counted.includes(workload.kind))) return undefined;
  const scales = picked.map(({ workload }) => scaleOf(stack, workload));
  const numbers: number[] = [];
  for (const scale of scales) {
    if ("state" in scale) return scale;
    if (scale.least.state === "unknown") return scale.least;
    const fewest = number(scale.least) ?? 1;
    // Scaled to nothing there is nothing to evict; the first pod that comes back is what counts.
    numbers.push(scale.autoscaled ? Math.max(1, fewest) : fewest);
  }
  const sum = numbers.reduce((total, one) => total + one, 0);
  return sum === 0 ? undefined : sum;
}

interface Amount {
  readonly value: number;
  readonly percent: boolean;
}

function amount(field: Field): Amount | undefined {
  const written = text(field)?.trim() ?? "";
  const match = /^(\d+)(%?)$/.exec(written);
  return match === null ? undefined : { value: Number(match[1]), percent: match[2] === "%" };
}

function malformed(field: Field): Finding {
  return violation(field, "is neither a whole number nor a percentage", "Write it like 1 or 25%");
}

function tooHigh(field: Field, problem: string): Finding {
  return violation(
    field,
    `${problem}, so no node can be drained`,
    "Use maxUnavailable: 1 instead, or lower it",
  );
}
