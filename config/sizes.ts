/** What a tenant gets for the words it writes: size classes, plans and scaling by environment. */

import type { Compute, Quota, Service, Worker } from "./types.ts";

/** Share of a Deployment's pods that start before old ones stop, rounded up: components/workload/deployment.ts. */
export const podSurge = 0.25;

/** Share of a pool's nodes that AKS adds while it upgrades them, rounded up; none for spot: components/cloud. */
export const nodeSurge = 0.33;

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

/** Replicas of a service by environment; of any other environment 1 to 2. */
const serviceReplicas: Readonly<Record<string, { readonly min: number; readonly max: number }>> = {
  staging: { min: 2, max: 4 },
  prod: { min: 2, max: 6 },
};

/** Defaults of `scale`; a bound that is written moves the other, if that would be on its wrong side. */
export function serviceScale(environment: string, written: Partial<Service["scale"]>): Service["scale"] {
  const usual = serviceReplicas[environment] ?? { min: 1, max: 2 };
  const min = written.min ?? Math.min(usual.min, written.max ?? usual.min);
  const max = written.max ?? Math.max(usual.max, min);
  const memory = written.memory === undefined ? {} : { memory: written.memory };
  return { min, max, cpu: written.cpu ?? 70, ...memory };
}

/** As {@link serviceScale}, for workers: from zero, whatever the environment. */
export function workerScale(written: Partial<Worker["scale"]>): Worker["scale"] {
  const min = written.min ?? 0;
  const max = written.max ?? Math.max(10, min);
  return { perReplica: 5, activation: 0, poll: 30, cooldown: 300, ...written, min, max };
}
