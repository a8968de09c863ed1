import type { Props } from "../values.ts";

/** Milli-CPU that AKS keeps for itself, by number of cores. */
const reservedCpu: readonly (readonly [cores: number, milli: number])[] = [
  [64, 740],
  [32, 420],
  [16, 260],
  [8, 180],
  [4, 140],
  [2, 100],
  [0, 60],
];

/**
 * What of a node is left for pods (https://learn.microsoft.com/azure/aks/node-resource-reservations):
 * memory less 20 MB per possible pod plus 50 MB, at most a quarter, and less 100 MiB before pods are evicted.
 */
export function allocatable(
  size: { readonly vcpu: number; readonly memoryGiB: number },
  pods: number,
): Props {
  const cpu = size.vcpu * 1000 - (reservedCpu.find(([cores]) => size.vcpu >= cores)?.[1] ?? 0);
  const memory = size.memoryGiB * 1024;
  const reserved = Math.min(20 * pods + 50, memory / 4);
  return { cpu: `${cpu}m`, memory: `${Math.floor(memory - reserved - 100)}Mi`, pods: String(pods) };
}
