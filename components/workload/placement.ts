/** Where pods go. */

import type { core } from "@pulumi/kubernetes/types/input.js";
import type { NodePoolRole } from "../../config/types.ts";
import { poolLabel, type Labels } from "../base/labels.ts";

/** Prefers the pool made for the workload; another one is better than none. */
export function poolAffinity(pool: NodePoolRole): core.v1.Affinity {
  const preference = { matchExpressions: [{ key: poolLabel, operator: "In", values: [pool] }] };
  return { nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, preference }] } };
}

/** Spreads the pods of one workload over zones, then over nodes; never keeps a pod waiting for it. */
export function spread(selector: Labels): core.v1.TopologySpreadConstraint[] {
  return ["topology.kubernetes.io/zone", "kubernetes.io/hostname"].map((topologyKey) => ({
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable: "ScheduleAnyway",
    labelSelector: { matchLabels: selector },
  }));
}
