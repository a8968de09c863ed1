/** What of a node is left for pods: https://learn.microsoft.com/azure/aks/node-resource-reservations. */

/** Of every node of ours: AKS takes it at creation only. */
export const podsPerNode = 110;

/** Millicores that AKS keeps for itself, by number of cores. */
const reservedCpu: readonly (readonly [cores: number, milli: number])[] = [
  [64, 740],
  [32, 420],
  [16, 260],
  [8, 180],
  [4, 140],
  [2, 100],
  [0, 60],
];

const mebibyte = 1024 ** 2;

export interface NodeCapacity {
  /** In millicores. */
  readonly cpu: number;
  /** In bytes, whole Mi. */
  readonly memory: number;
  readonly pods: number;
}

/** Memory less 20 MB per possible pod plus 50 MB, at most a quarter, and less 100 MiB before pods are evicted. */
export function nodeCapacity(
  size: { readonly vcpu: number; readonly memoryGiB: number },
  pods: number,
): NodeCapacity {
  const cpu = size.vcpu * 1000 - (reservedCpu.find(([cores]) => size.vcpu >= cores)?.[1] ?? 0);
  const memory = size.memoryGiB * 1024;
  const reserved = Math.min(20 * pods + 50, memory / 4);
  return { cpu, memory: Math.floor(memory - reserved - 100) * mebibyte, pods };
}
