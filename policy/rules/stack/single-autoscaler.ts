import { isUnknown } from "../../lib/answer.ts";
import { locate, undecided, violation } from "../../lib/finding.ts";
import { waf } from "../../lib/frameworks.ts";
import { autoscalersOf, type Autoscaler } from "../../lib/graph/autoscalers.ts";
import { sameReference } from "../../lib/graph/objects.ts";
import { get, text } from "../../lib/read.ts";
import { defineStackRule, type LocatedFinding } from "../../lib/rule.ts";

export const singleAutoscaler = defineStackRule({
  name: "stack-single-autoscaler",
  description: "At most one autoscaler may act on a workload, be it HPA, ScaledObject or VPA.",
  severity: "medium",
  level: "mandatory",
  framework: waf("RE:06"),
  tags: ["kyverno:prevent-duplicate-hpa"],
  remediationSteps:
    "Keep one autoscaler; KEDA scales by CPU and memory as well, and a VPA in mode Off still recommends.",
  url: "https://keda.sh/docs/latest/concepts/admission-webhooks/",
  params: {},
  check: (stack) => {
    const autoscalers = autoscalersOf(stack);
    return autoscalers.flatMap((autoscaler, index) => checkOne(autoscaler, autoscalers.slice(0, index)));
  },
});

/** The first of those that share a target is left alone. */
function checkOne(autoscaler: Autoscaler, others: readonly Autoscaler[]): readonly LocatedFinding[] {
  const { object, target } = autoscaler;
  const answers = others.map((other) => [other, sameReference(target, other.target)] as const);
  const rival = answers.find(([, answer]) => answer === true)?.[0].object;
  if (rival !== undefined) {
    const name = text(get(rival.body, "metadata", "name")) ?? "";
    const problem = `${target.kind} ${text(target.name) ?? ""} is scaled by ${rival.kind} ${name} too`;
    return [locate(object, violation(target.name, problem, "Keep one of the two"))];
  }
  const open = answers.map(([, answer]) => answer).find(isUnknown);
  return open?.cause === "preview" ? [locate(object, undecided(open))] : [];
}
