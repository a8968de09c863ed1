import { boundsOf, minOf, type ScaleBounds } from "../../lib/autoscalers.ts";
import { checkNumber } from "../../lib/bounds.ts";
import { violation, type Finding } from "../../lib/finding.ts";
import { kedaDocs } from "../../lib/frameworks.ts";
import { checkFallback, checkIdle } from "../../lib/keda.ts";
import { get, isGiven, number, type Field } from "../../lib/read.ts";
import { defineRule } from "../../lib/rule.ts";
import { atLeast, flag } from "../../lib/settings.ts";

interface Limits {
  readonly maxCeiling: number;
  readonly allowEqual: boolean;
  readonly minCooldown: number;
}

export const autoscalerBounds = defineRule({
  name: "k8s-autoscaler-bounds",
  description: "Autoscalers must have room between sound bounds, a fallback, and patience on the way down.",
  severity: "medium",
  level: "mandatory",
  framework: kedaDocs("reference/scaledobject-spec"),
  tags: [
    "kube-linter:hpa-minimum-three-replicas",
    "kube-score:horizontalpodautoscaler-replicas",
    "polaris:hpaMaxAvailability",
    "polaris:hpaMinAvailability",
  ],
  remediationSteps:
    "Set a maximum above the minimum, a fallback for triggers outside the cluster, and time before pods are taken away.",
  url: "https://keda.sh/docs/latest/reference/scaledobject-spec/",
  kinds: ["HorizontalPodAutoscaler", "ScaledObject", "ScaledJob"],
  params: {
    maxCeiling: atLeast(1, 100, "Highest maximum."),
    allowEqual: flag(false, "Accept a maximum equal to the minimum, which scales nothing."),
    minCooldown: atLeast(0, 30, "Shortest time in seconds before pods that are not needed are taken away."),
  },
  check: (object, limits) => {
    const kind = boundsOf(object);
    const spec = get(object.body, "spec");
    if (kind === undefined || !isGiven(spec)) return [];
    const min = number(minOf(spec, kind));
    return [
      ...checkBounds(spec, kind, limits),
      ...(object.kind === "ScaledObject" ? checkScaledObject(spec, min, limits) : []),
      ...checkPatience(spec, kind, limits),
    ];
  },
});

function checkBounds(spec: Field, kind: ScaleBounds, { maxCeiling, allowEqual }: Limits): readonly Finding[] {
  const max = get(spec, kind.max);
  const [low, high] = [number(minOf(spec, kind)), number(max)];
  const fix = `Set it above ${kind.min}, to what the quota and the things behind can bear`;
  const found = [
    ...checkNumber(get(spec, kind.min), { least: 0, fix: "Set it to the pods needed at the quietest time" }),
    ...checkNumber(max, { least: 1, most: maxCeiling, required: kind.withoutMax, fix }),
  ];
  if (low === undefined || high === undefined || found.length > 0 || low < high) return found;
  if (low > high) return [violation(max, `below ${kind.min}`, fix)];
  // From idle to the minimum is a step, too.
  const scales = allowEqual || isGiven(get(spec, "idleReplicaCount"));
  return scales ? [] : [violation(max, `equal to ${kind.min}, so there is nothing to scale`, fix)];
}

function checkScaledObject(
  spec: Field,
  min: number | undefined,
  { minCooldown }: Limits,
): readonly Finding[] {
  const cooldown = { least: minCooldown, fix: "Wait longer before the last pod goes" };
  // It governs the step to zero alone.
  const reachesZero = min === 0 || number(get(spec, "idleReplicaCount")) === 0;
  return [
    ...checkIdle(spec, min),
    ...checkFallback(spec),
    ...(reachesZero ? checkNumber(get(spec, "cooldownPeriod"), cooldown) : []),
  ];
}

function checkPatience(spec: Field, { behavior }: ScaleBounds, { minCooldown }: Limits): readonly Finding[] {
  if (behavior === undefined) return [];
  const window = get(spec, ...behavior, "scaleDown", "stabilizationWindowSeconds");
  return checkNumber(window, { least: minCooldown, fix: "Wait longer before pods are taken away" });
}
