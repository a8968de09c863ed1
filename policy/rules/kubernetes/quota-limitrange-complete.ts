import { undecided, violation, type Finding } from "../../lib/finding.ts";
import { cis } from "../../lib/frameworks.ts";
import { checkLimitRange } from "../../lib/limitRange.ts";
import { parseQuantity } from "../../lib/quantity.ts";
import { entries, get, isGiven, isPending, items, text, type Field } from "../../lib/read.ts";
import { defineRule } from "../../lib/rule.ts";
import { strings } from "../../lib/settings.ts";

/** Other names under which the API server counts the same. */
const synonyms: ReadonlyMap<string, string> = new Map([
  ["requests.cpu", "cpu"],
  ["requests.memory", "memory"],
  ["pods", "count/pods"],
]);

export const quotaLimitRangeComplete = defineRule({
  name: "k8s-quota-limitrange-complete",
  description:
    "A ResourceQuota must cap everything a tenant can use up; a LimitRange must default requests and limits.",
  severity: "medium",
  level: "mandatory",
  framework: cis("5.6.1"),
  tags: ["kyverno:add-ns-quota", "trivy:KSV-0039", "trivy:KSV-0040"],
  remediationSteps:
    "List the required resources under spec.hard; give the Container item of the LimitRange both defaults.",
  url: "https://kubernetes.io/docs/concepts/policy/resource-quotas/",
  kinds: ["ResourceQuota", "LimitRange"],
  params: {
    requiredResources: strings(
      [
        "requests.cpu",
        "requests.memory",
        "limits.memory",
        "pods",
        "services.loadbalancers",
        "services.nodeports",
      ],
      "Resources that a ResourceQuota has to cap.",
    ),
    requiredDefaults: strings(
      ["cpu", "memory"],
      "Resources for which a LimitRange has to set default and defaultRequest.",
    ),
  },
  check: ({ group, kind, body }, { requiredResources, requiredDefaults }) => {
    if (group !== "") return [];
    const spec = get(body, "spec");
    if (kind === "LimitRange") return checkLimitRange(get(spec, "limits"), requiredDefaults);
    const hard = get(spec, "hard");
    return [...checkQuantities(hard), ...unlessScoped(spec, checkCaps(hard, requiredResources))];
  },
});

/** A quota for some of the pods, e.g. of one priority class, stands beside the one for all. */
function unlessScoped(spec: Field, findings: readonly Finding[]): readonly Finding[] {
  const scopes = get(spec, "scopes");
  const selector = get(spec, "scopeSelector");
  if (items(scopes).length > 0 || selector.state === "known") return [];
  const open = [scopes, selector].filter(isPending);
  return findings.length > 0 && open.length > 0 ? open.map(undecided) : findings;
}

function checkCaps(hard: Field, required: readonly string[]): readonly Finding[] {
  if (hard.state === "unknown") return [undecided(hard)];
  return required.flatMap((resource) => {
    const cap = get(hard, resource);
    const synonym = get(hard, synonyms.get(resource) ?? resource);
    if (isGiven(cap) || isGiven(synonym)) return [];
    if (cap.state === "unknown") return [undecided(cap)];
    return [violation(cap, "not capped", "Set the most that the namespace may use")];
  });
}

function checkQuantities(hard: Field): readonly Finding[] {
  return entries(hard).flatMap(([, cap]) => {
    if (isPending(cap)) return [undecided(cap)];
    const amount = parseQuantity(text(cap) ?? "");
    if (amount !== undefined && amount >= 0) return [];
    return [violation(cap, "is no Kubernetes quantity", "Write it like 10, 500m or 4Gi")];
  });
}
