/** What a tenant gets for the words it writes: size classes and plans. */

import type { Compute, Quota } from "./types.ts";

/** Share of a Deployment's pods that start before old ones stop, rounded up: components/workload/deployment.ts. */
export const podSurge = 0.25;

export const sizeNames = ["small", "medium", "large"] as const;
export type Size = (typeof sizeNames)[number];

type Pair = readonly [cpu: string, memory: string];

function compute([cpu, memory]: Pair, [cpuLimit, memoryLimit]: Pair): Compute {
  return { requests: { cpu, memory }, limits: { cpu: cpuLimit, memory: memoryLimit } };
}

/** Services, workers and jobs; default `small`. Limits are twice the requests, as quotas allow. */
export const sizes: Readonly<Record<Size, Compute>> = {
  small: compute(["250m", "128Mi"], ["500m", "256Mi"]),
  medium: compute(["500m", "512Mi"], ["1", "1Gi"]),
  large: compute(["2", "2Gi"], ["4", "4Gi"]),
};

/** Data resources: databases live on memory. Default `small`. */
export const dataSizes: Readonly<Record<Size, Compute>> = {
  small: compute(["250m", "512Mi"], ["500m", "1Gi"]),
  medium: compute(["500m", "1Gi"], ["1", "2Gi"]),
  large: compute(["2", "4Gi"], ["4", "8Gi"]),
};

export const planNames = ["small", "medium", "large", "custom"] as const;

/** Quota by plan; `custom` brings its own. No plan has load balancers: tenants share the platform's. */
export const plans: Readonly<Record<Size, Quota>> = {
  small: { cpu: "4", memory: "8Gi", pods: 30, storage: "50Gi", loadBalancers: 0 },
  medium: { cpu: "8", memory: "16Gi", pods: 60, storage: "100Gi", loadBalancers: 0 },
  large: { cpu: "32", memory: "64Gi", pods: 200, storage: "500Gi", loadBalancers: 0 },
};
