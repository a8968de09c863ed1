import type { ObjectRule } from "../../lib/rule.ts";
import { autoscalerBounds } from "./autoscaler-bounds.ts";
import { jobsBounded } from "./jobs-bounded.ts";
import { minReplicas } from "./min-replicas.ts";
import { noNakedPods } from "./no-naked-pods.ts";
import { safeRollout } from "./safe-rollout.ts";
import { topologySpread } from "./topology-spread.ts";

/** Rules that keep workloads running. */
export const reliabilityRules: readonly ObjectRule[] = [
  minReplicas,
  topologySpread,
  safeRollout,
  jobsBounded,
  autoscalerBounds,
  noNakedPods,
];
