import { isUnknown } from "../../lib/answer.ts";
import { locate, undecided, violation } from "../../lib/finding.ts";
import { waf } from "../../lib/frameworks.ts";
import { demandOf, type Demand } from "../../lib/graph/demand.ts";
import { objectsOfKind } from "../../lib/graph/objects.ts";
import { sameNamespace } from "../../lib/object.ts";
import { workloadKinds } from "../../lib/podSpec.ts";
import { parseQuantity } from "../../lib/quantity.ts";
import { entries, get, isGiven, isPending, text, type Field } from "../../lib/read.ts";
import { defineStackRule, type LocatedFinding } from "../../lib/rule.ts";
import { atLeast } from "../../lib/settings.ts";
import { objectsOf, type Stack, type StackObject } from "../../lib/stack.ts";

/** What a quota's keys count; the short ones mean requests. */
const counted: Readonly<Record<string, Demand>> = {
  pods: { bound: "pods" },
  cpu: { bound: "requests", resource: "cpu" },
  memory: { bound: "requests", resource: "memory" },
  "requests.cpu": { bound: "requests", resource: "cpu" },
  "requests.memory": { bound: "requests", resource: "memory" },
  "limits.cpu": { bound: "limits", resource: "cpu" },
  "limits.memory": { bound: "limits", resource: "memory" },
};

export const quotaFitsWorkloads = defineStackRule({
  name: "stack-quota-fits-workloads",
  description: "The quota of a namespace must hold its workloads when all of them have scaled up.",
  severity: "medium",
  level: "mandatory",
  framework: waf("RE:06"),
  tags: [],
  remediationSteps: "Raise the quota, or lower the requests or the largest number of replicas.",
  url: "https://kubernetes.io/docs/concepts/policy/resource-quotas/",
  params: { daemonSetNodes: atLeast(0, 3, "Nodes to count for each DaemonSet.") },
  check: (stack, { daemonSetNodes }) =>
    objectsOfKind(stack, "", "ResourceQuota")
      .filter(({ body }) => !isPartial(body))
      .flatMap((quota) => checkQuota(stack, quota, daemonSetNodes)),
});

/** A quota with scopes counts some of the pods only. */
function isPartial(body: Field): boolean {
  return ["scopes", "scopeSelector"].some((key) => isGiven(get(body, "spec", key)));
}

function checkQuota(stack: Stack, quota: StackObject, nodes: number): readonly LocatedFinding[] {
  const hard = get(quota.body, "spec", "hard");
  if (isPending(hard)) return [locate(quota, undecided(hard))];
  const workloads = objectsOf(stack, workloadKinds).filter(
    (workload) => sameNamespace(workload, quota) === true,
  );
  return entries(hard).flatMap(([key, field]) => {
    const demand = counted[key];
    return demand === undefined ? [] : checkKey(stack, quota, field, demand, workloads, nodes);
  });
}

/** What is unknown only adds: a quota that the known part overruns is too small either way. */
function checkKey(
  stack: Stack,
  quota: StackObject,
  field: Field,
  demand: Demand,
  workloads: readonly StackObject[],
  nodes: number,
): readonly LocatedFinding[] {
  if (isPending(field)) return [locate(quota, undecided(field))];
  const most = parseQuantity(text(field) ?? "");
  if (most === undefined) return [];
  const needs = workloads.map((workload) => demandOf(stack, workload, demand, nodes));
  const sum = needs.reduce((total, { known }) => total + known, 0);
  if (sum > most * (1 + 1e-9)) {
    const problem = `the namespace's workloads, all scaled up, need ${shown(sum)}, and the quota is ${text(field) ?? ""}`;
    return [locate(quota, violation(field, problem, "Raise the quota, or lower requests or replicas"))];
  }
  const open = needs.flatMap((need) => need.open).find(isUnknown);
  return open === undefined ? [] : [locate(quota, undecided(open))];
}

function shown(value: number): string {
  return value >= 2 ** 20 ? `${Math.ceil(value / 2 ** 20)}Mi` : String(Math.ceil(value * 1000) / 1000);
}
