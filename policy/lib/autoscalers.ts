import type { KubernetesObject } from "./object.ts";
import { get, number, type Field } from "./read.ts";

/** How a kind of autoscaler spells its bounds. */
export interface Autoscaler {
  readonly group: string;
  readonly min: string;
  readonly max: string;
  /** The minimum where none is set. */
  readonly minDefault: number;
  /** What happens without a maximum. */
  readonly withoutMax: string;
  /** Where it says how pods are taken away; absent for Jobs, which end by themselves. */
  readonly behavior?: readonly string[];
}

const keda = {
  group: "keda.sh",
  min: "minReplicaCount",
  max: "maxReplicaCount",
  minDefault: 0,
  withoutMax: "so KEDA goes up to 100",
};

const autoscalers: Readonly<Record<string, Autoscaler>> = {
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

/** How an object spells its bounds; undefined when it is no autoscaler. */
export function autoscalerOf({ group, kind }: KubernetesObject): Autoscaler | undefined {
  const found = autoscalers[kind];
  return found?.group === group ? found : undefined;
}

/** The minimum in force; undefined while unknown. */
export function minOf(spec: Field, { min, minDefault }: Autoscaler): number | undefined {
  const field = get(spec, min);
  return field.state === "missing" ? minDefault : number(field);
}
