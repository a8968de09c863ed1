import { kedaGroup } from "../../lib/apiGroups.ts";
import { distinct, locate, undecided, violation, type Finding } from "../../lib/finding.ts";
import { waf } from "../../lib/frameworks.ts";
import { autoscalersOf, type Autoscaler, type Metric } from "../../lib/graph/autoscalers.ts";
import { boundOf, lastingContainers } from "../../lib/graph/capacity.ts";
import { objectsOfKind } from "../../lib/graph/objects.ts";
import { managedParam, resolve, undecidedOf } from "../../lib/graph/references.ts";
import { get, isGiven, isPending, text, type Field } from "../../lib/read.ts";
import { defineStackRule, type LocatedFinding } from "../../lib/rule.ts";
import type { Stack, StackObject } from "../../lib/stack.ts";

export const autoscalerTargetExists = defineStackRule({
  name: "stack-autoscaler-target-exists",
  description:
    "Autoscalers must scale a workload that exists, requests what it is scaled by and leaves its replicas to them.",
  severity: "medium",
  level: "mandatory",
  framework: waf("RE:06"),
  tags: [
    "kube-linter:dangling-horizontalpodautoscaler",
    "kube-score:horizontalpodautoscaler-has-target",
    "kube-score:deployment-targeted-by-hpa-does-not-have-replicas-configured",
    "kyverno:check-hpa-exists",
  ],
  remediationSteps:
    "Correct scaleTargetRef, set the requests of the scaled resource, and leave spec.replicas out.",
  url: "https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/",
  params: { external: managedParam },
  check: (stack, { external }) => [
    ...autoscalersOf(stack).flatMap((autoscaler) => checkAutoscaler(stack, autoscaler, external)),
    ...objectsOfKind(stack, kedaGroup, "ScaledJob").flatMap(checkJob),
  ],
});

function checkAutoscaler(
  stack: Stack,
  autoscaler: Autoscaler,
  external: readonly string[],
): readonly LocatedFinding[] {
  const { object, target, metrics, bounds } = autoscaler;
  const { name } = target;
  const here = (findings: readonly Finding[]) => distinct(findings).map((finding) => locate(object, finding));
  if (name.state === "missing") return here([violation(name, "not set", "Name the workload to scale")]);
  if (!isGiven(name)) return [];
  const { object: workload, findings } = resolve(stack, target, external);
  if (workload === undefined) return here(findings);
  const replicas = bounds === undefined ? [] : checkReplicas(workload, object);
  return [
    ...here(metrics.flatMap((metric) => checkMetric(stack, workload, metric))),
    ...replicas.map((finding) => locate(workload, finding)),
  ];
}

/** A number in the program would undo the autoscaler's at every update. */
function checkReplicas(workload: StackObject, { kind }: StackObject): readonly Finding[] {
  const replicas = get(workload.body, "spec", "replicas");
  if (isPending(replicas)) return [undecided(replicas)];
  if (replicas.state !== "known") return [];
  return [violation(replicas, `set, although a ${kind} decides it`, "Leave it out")];
}

function checkMetric(stack: Stack, workload: StackObject, metric: Metric): readonly Finding[] {
  const { resource, container } = metric;
  const name = text(resource);
  const open = undecidedOf([resource, container]);
  if (open.length > 0 || name === undefined) return open;
  const counted = lastingContainers(workload).filter(
    ({ field }) => container.state === "missing" || text(get(field, "name")) === text(container),
  );
  const requests = counted.map(({ field, label }) => ({
    label: label ?? "a container",
    request: boundOf(stack, workload, field, "requests", name),
  }));
  const lacking = requests.filter(({ request }) => request.state === "missing").map(({ label }) => label);
  return [
    ...undecidedOf(requests.map(({ request }) => request)),
    ...(lacking.length === 0 ? [] : [unrequested(resource, name, lacking, workload)]),
    ...(counted.length === 0 && isGiven(container) ? [absent(container, workload)] : []),
  ];
}

function unrequested(where: Field, name: string, lacking: readonly string[], { kind }: StackObject): Finding {
  const problem = `scales by ${name}, which the ${kind} does not request in ${lacking.join(", ")}`;
  return violation(where, problem, `Set resources.requests.${name} there`);
}

function absent(container: Field, { kind }: StackObject): Finding {
  const problem = `names container ${text(container) ?? ""}, which the ${kind} does not have`;
  return violation(container, problem, "Correct the name");
}

/** A ScaledJob brings the pods it makes along. */
function checkJob(object: StackObject): readonly LocatedFinding[] {
  const template = get(object.body, "spec", "jobTargetRef", "template");
  if (template.state !== "missing") return [];
  return [locate(object, violation(template, "not set", "Describe the pods to make"))];
}
