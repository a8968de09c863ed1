import { kedaGroup } from "./apiGroups.ts";
import type { KubernetesObject } from "./object.ts";
import { get, orElse, type Field } from "./read.ts";

/** How a kind of autoscaler spells the bounds on the number of pods. */
export interface ScaleBounds {
  readonly group: string;
  readonly min: string;
  readonly max: string;
  /** The minimum where none is set. */
  readonly minDefault: number;
  /** The maximum where none is set; absent where the API demands one. */
  readonly maxDefault?: number;
  /** What happens without a maximum. */
  readonly withoutMax: string;
  /** Where it says how pods are taken away; absent for Jobs, which end by themselves. */
  readonly behavior?: readonly string[];
}

const keda = {
  group: kedaGroup,
  min: "minReplicaCount",
  max: "maxReplicaCount",
  minDefault: 0,
  maxDefault: 100,
  withoutMax: "so KEDA goes up to 100",
};

const bounds: Readonly<Record<string, ScaleBounds>> = {
  HorizontalPodAutoscaler: {
    group: "autoscaling",
    min: "minReplicas",
    max: "maxReplicas",
    minDefault: 1,
    withoutMax: "so nothing bounds the workload",
    behavior: ["behavior"],
  },
  ScaledObject: { ...keda, behavior: ["advanced", "horizontalPodAutoscalerConfig", "behavior"] },
  ScaledJob: keda,
};

/** How an object spells its bounds; undefined when it scales no number of pods. */
export function boundsOf({ group, kind }: KubernetesObject): ScaleBounds | undefined {
  const found = bounds[kind];
  return found?.group === group ? found : undefined;
}

/** The minimum in force. */
export function minOf(spec: Field, { min, minDefault }: ScaleBounds): Field {
  return orElse(get(spec, min), minDefault);
}

/** The maximum in force; missing where the API demands one and the object has none. */
export function maxOf(spec: Field, { max, maxDefault }: ScaleBounds): Field {
  const field = get(spec, max);
  return maxDefault === undefined ? field : orElse(field, maxDefault);
}
