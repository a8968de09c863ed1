import { nodeCapacity } from "../../../config/nodeCapacity.ts";
import type { Props } from "../values.ts";

/** What of a node is left for pods, as its status says it. */
export function allocatable(
  size: { readonly vcpu: number; readonly memoryGiB: number },
  pods: number,
): Props {
  const { cpu, memory } = nodeCapacity(size, pods);
  return { cpu: `${cpu}m`, memory: `${memory / 1024 ** 2}Mi`, pods: String(pods) };
}
