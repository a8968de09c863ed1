import { checkNumber } from "../../lib/bounds.ts";
import { undecided, type Finding } from "../../lib/finding.ts";
import { kubernetesDocs } from "../../lib/frameworks.ts";
import { namespaceOf, type KubernetesObject } from "../../lib/object.ts";
import { get, isPending, number, type Field } from "../../lib/read.ts";
import { defineRule } from "../../lib/rule.ts";
import { atLeast, flag, type Param } from "../../lib/settings.ts";

type Counts = Readonly<Record<string, number>>;

const perNamespace: Param<Counts> = {
  fallback: {},
  schema: {
    type: "object",
    additionalProperties: { type: "number", minimum: 0 },
    default: {},
    description: "Least replicas by namespace, where it is not min.",
  },
  accepts: (value) => typeof value === "object" && value !== null && Object.values(value).every(isCount),
};

export const minReplicas = defineRule({
  name: "k8s-min-replicas",
  description: "Workloads that fix the number of their replicas must run more than one.",
  severity: "medium",
  level: "advisory",
  framework: kubernetesDocs("concepts/workloads/pods/disruptions"),
  tags: [
    "kube-linter:minimum-three-replicas",
    "kube-score:deployment-replicas",
    "polaris:deploymentMissingReplicas",
    "kyverno:require-deployments-have-multiple-replicas",
  ],
  remediationSteps: "Set spec.replicas to 2 or more, or leave it to an autoscaler with such a minimum.",
  url: "https://kubernetes.io/docs/concepts/workloads/pods/disruptions/#dealing-with-disruptions",
  kinds: ["Deployment", "StatefulSet"],
  params: {
    min: atLeast(1, 2, "Least replicas of a workload."),
    perNamespace,
    statefulSets: flag(false, "Look at StatefulSets as well; more replicas help only what replicates data."),
  },
  check: (object, settings) => {
    if (object.kind === "StatefulSet" && !settings.statefulSets) return [];
    return checkReplicas(object, get(object.body, "spec", "replicas"), settings.min, settings.perNamespace);
  },
});

/** Without replicas an autoscaler sets them. While the namespace is unknown, any namespace's minimum may apply. */
function checkReplicas(
  object: KubernetesObject,
  replicas: Field,
  min: number,
  byNamespace: Counts,
): readonly Finding[] {
  const namespace = namespaceOf(object);
  const own = Object.entries(byNamespace).find(([name]) => name === namespace)?.[1] ?? min;
  const candidates = namespace === undefined ? [min, ...Object.values(byNamespace)] : [own];
  const least = Math.min(...candidates);
  const fix = `Run at least ${least}, or leave it out where an autoscaler sets it`;
  const found = checkNumber(replicas, { least, fix });
  const hidden = get(object.body, "metadata", "namespace");
  if (found.length > 0 || !isPending(hidden) || (number(replicas) ?? Infinity) >= Math.max(...candidates))
    return found;
  return [undecided(hidden)];
}

function isCount(value: unknown): boolean {
  return typeof value === "number" && value >= 0;
}
