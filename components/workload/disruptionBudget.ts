/** How many pods of a workload a drain may take at once. */

import { PodDisruptionBudget } from "@pulumi/kubernetes/policy/v1/podDisruptionBudget.js";
import type * as pulumi from "@pulumi/pulumi";
import { selectorLabels, tenantLabels, type Selectable } from "../base/labels.ts";

export interface DisruptionBudgetArgs {
  readonly tenant: string;
  readonly workload: Selectable;
  /** At least 1: a budget that allows nothing keeps nodes from ever being upgraded. */
  readonly maxUnavailable: number;
}

/** Pods that are broken anyway do not hold up a drain. */
export function disruptionBudget(
  name: string,
  { tenant, workload, maxUnavailable }: DisruptionBudgetArgs,
  opts: pulumi.CustomResourceOptions,
): PodDisruptionBudget {
  return new PodDisruptionBudget(
    name,
    {
      metadata: { name: workload.name, namespace: tenant, labels: tenantLabels(tenant, workload) },
      spec: {
        maxUnavailable,
        selector: { matchLabels: selectorLabels(workload) },
        unhealthyPodEvictionPolicy: "AlwaysAllow",
      },
    },
    opts,
  );
}
