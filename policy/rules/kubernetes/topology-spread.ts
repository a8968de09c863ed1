import { all, any, is, type Answer } from "../../lib/answer.ts";
import { undecided, violation, type Finding } from "../../lib/finding.ts";
import { azurePolicy } from "../../lib/frameworks.ts";
import { podLabelsOf, selects, type Labels } from "../../lib/labelSelector.ts";
import { podSpecOf } from "../../lib/podSpec.ts";
import { get, isPending, items, number, text, type Field } from "../../lib/read.ts";
import { defineRule } from "../../lib/rule.ts";
import { strings } from "../../lib/settings.ts";

export const topologySpread = defineRule({
  name: "k8s-topology-spread",
  description: "Workloads of several pods must spread them over zones and nodes.",
  severity: "medium",
  level: "advisory",
  framework: azurePolicy("34c88cd4"),
  tags: [
    "kube-linter:no-anti-affinity",
    "kube-score:deployment-has-host-podantiaffinity",
    "kube-score:statefulset-has-host-podantiaffinity",
    "kube-score:pod-topology-spread-constraints",
    "polaris:topologySpreadConstraint",
    "kyverno:topologyspreadconstraints-policy",
    "azure-policy:34c88cd4",
  ],
  remediationSteps:
    "Add topologySpreadConstraints over zones and nodes whose labelSelector selects the workload's own pods.",
  url: "https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/",
  kinds: ["Deployment", "StatefulSet"],
  params: {
    keys: strings(
      ["topology.kubernetes.io/zone", "kubernetes.io/hostname"],
      "Node labels to spread over, by constraint or by anti-affinity.",
    ),
  },
  check: (object, { keys }) => {
    const pod = podSpecOf(object, [])?.field;
    const replicas = get(object.body, "spec", "replicas");
    // Without replicas an autoscaler sets them, to more than one some day.
    if (pod === undefined || (number(replicas) ?? 2) < 2) return [];
    const found = checkSpread(pod, podLabelsOf(object), keys);
    if (!isPending(replicas) || found.every(({ verdict }) => verdict === "undecided")) return found;
    return [undecided(replicas), ...found.filter(({ verdict }) => verdict === "undecided")];
  },
});

function checkSpread(pod: Field, labels: Labels, keys: readonly string[]): readonly Finding[] {
  const constraints = get(pod, "topologySpreadConstraints");
  const antiAffinity = antiAffinityOf(pod);
  const rules = [...items(constraints), ...antiAffinity.terms];
  const lists = [constraints, ...antiAffinity.lists].filter((list) => list.state === "unknown");
  const missing: string[] = [];
  const found: Finding[] = [];
  for (const key of keys) {
    const covered = any([...rules.map((rule) => spreads(rule, key, labels)), ...lists]);
    if (typeof covered === "object") found.push(undecided(covered));
    if (covered !== false) continue;
    const other = items(constraints).find((one) => text(get(one, "topologyKey")) === key);
    if (other === undefined) missing.push(key);
    else found.push(selectsOthers(get(other, "labelSelector")));
  }
  if (missing.length === 0) return found;
  const problem = `nothing spreads the workload's own pods over ${missing.join(" and ")}`;
  return [...found, violation(constraints, problem, "Add a constraint for each")];
}

/** A constraint or an anti-affinity term keeps the workload's own pods apart by this node label. */
function spreads(rule: Field, key: string, labels: Labels): Answer {
  if (rule.state === "unknown") return rule;
  return all([is(get(rule, "topologyKey"), key), selects(get(rule, "labelSelector"), labels)]);
}

function selectsOthers(selector: Field): Finding {
  const problem = "does not select the workload's own pods";
  return violation(selector, problem, "Select labels of the pod template");
}

/** Wished for or required: either keeps pods apart as long as there is room. */
function antiAffinityOf(pod: Field): { readonly terms: readonly Field[]; readonly lists: readonly Field[] } {
  const affinity = get(pod, "affinity", "podAntiAffinity");
  const required = get(affinity, "requiredDuringSchedulingIgnoredDuringExecution");
  const preferred = get(affinity, "preferredDuringSchedulingIgnoredDuringExecution");
  const terms = [...items(required), ...items(preferred).map((one) => get(one, "podAffinityTerm"))];
  return { terms, lists: [required, preferred] };
}
