import { all, isUnknown } from "../../lib/answer.ts";
import { locate, undecided, violation, type Finding } from "../../lib/finding.ts";
import { azurePolicy } from "../../lib/frameworks.ts";
import { externalParam, isExternal, nameOf, objectsOfKind } from "../../lib/graph/objects.ts";
import { describedWorkloads, podLabelsPath, scaleOf, type Scale } from "../../lib/graph/workloads.ts";
import { podLabelsOf, selects } from "../../lib/labelSelector.ts";
import { namespaceField, sameNamespace } from "../../lib/object.ts";
import { get, number, type Unknown } from "../../lib/read.ts";
import { defineStackRule } from "../../lib/rule.ts";
import { atLeast } from "../../lib/settings.ts";
import type { Stack, StackObject } from "../../lib/stack.ts";

export const workloadHasPdb = defineStackRule({
  name: "stack-workload-has-pdb",
  description: "Deployments and StatefulSets of several pods must have exactly one disruption budget.",
  severity: "medium",
  level: "mandatory",
  framework: azurePolicy("d9e8f2c1"),
  tags: [
    "kube-score:deployment-has-poddisruptionbudget",
    "kube-score:statefulset-has-poddisruptionbudget",
    "polaris:missingPodDisruptionBudget",
    "kyverno:require-pdb",
    "azure-policy:d9e8f2c1",
  ],
  remediationSteps: "Create one PodDisruptionBudget in the namespace, whose selector matches the pods.",
  url: "https://kubernetes.io/docs/tasks/run-application/configure-pdb/",
  params: {
    minReplicas: atLeast(1, 2, "Number of pods a workload can reach from which on it needs a budget."),
    external: externalParam,
  },
  check: (stack, { minReplicas, external }) =>
    describedWorkloads(stack, ["Deployment", "StatefulSet"])
      .filter((workload) => !isExternal(external, namespaceField(workload), nameOf(workload)))
      .flatMap((workload) =>
        checkWorkload(stack, workload, minReplicas).map((finding) => locate(workload, finding)),
      ),
});

function checkWorkload(stack: Stack, workload: StackObject, minReplicas: number): readonly Finding[] {
  const where = { path: podLabelsPath(workload) };
  const answers = objectsOfKind(stack, "policy", "PodDisruptionBudget").map((budget) =>
    all([
      sameNamespace(budget, workload),
      selects(get(budget.body, "spec", "selector"), podLabelsOf(workload)),
    ]),
  );
  const count = answers.filter((answer) => answer === true).length;
  if (count > 1)
    return [
      violation(
        where,
        `${count} PodDisruptionBudgets select these pods, which blocks every eviction`,
        "Keep one",
      ),
    ];
  if (count === 1) return [];
  const scale = scaleOf(stack, workload);
  const needed = needsBudget(scale, minReplicas);
  if (needed === false) return [];
  const open = answers.find(isUnknown) ?? (needed === true ? undefined : needed);
  if (open !== undefined) return [undecided(open)];
  return [
    violation(
      where,
      "no PodDisruptionBudget selects these pods",
      "Create one in this namespace whose selector matches these labels",
    ),
  ];
}

/** A number that is none is refused by the API server; it says nothing here. */
function needsBudget(scale: Scale | Unknown, minReplicas: number): boolean | Unknown {
  if ("state" in scale) return scale;
  if (scale.most.state === "unknown") return scale.most;
  return (number(scale.most) ?? 0) >= minReplicas;
}
