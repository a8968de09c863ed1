/** Whether the nodes could carry all tenants at full scale. They may not: few are at full scale together. */

import type { Sections } from "../environment.ts";
import { nodeCapacity, podsPerNode } from "../nodeCapacity.ts";
import type { Report } from "../report.ts";
import { vmSizes } from "../vmSizes.ts";
import type { Located } from "./located.ts";
import { demandsOf, kinds } from "./quota.ts";

/** Pools without a taint: pods prefer one and run in the other when it is full. */
const shared = ["service", "worker"] as const;

type Amounts = Readonly<Record<"cpu" | "memory" | "pods", number>>;

function add(a: Amounts, b: Amounts, times = 1): Amounts {
  return { cpu: a.cpu + times * b.cpu, memory: a.memory + times * b.memory, pods: a.pods + times * b.pods };
}

const nothing: Amounts = { cpu: 0, memory: 0, pods: 0 };

/** @param warn Takes paths of the environment. */
export function checkCapacity({ nodePools }: Sections, all: readonly Located[], warn: Report): void {
  if (!nodePools) return;
  const supply = shared.reduce((total, role) => {
    const { vmSize, max } = nodePools[role];
    const size = vmSizes[vmSize];
    return size ? add(total, nodeCapacity(size, podsPerNode), max) : total;
  }, nothing);
  const demands = all.map(({ tenant }) => ({
    name: tenant.name,
    ...demandsOf(tenant).reduce((total, one) => add(total, one), nothing),
  }));
  for (const { key, format } of kinds) {
    if (key === "storage") continue;
    const total = demands.reduce((sum, demand) => sum + demand[key], 0);
    const [largest] = demands.toSorted((a, b) => b[key] - a[key]);
    if (total <= supply[key] || !largest) continue;
    warn(
      ["nodePools"],
      `at full scale all tenants need ${format(total)}, the pools ${shared.join(" and ")} hold ${format(supply[key])}`,
      `Largest: ${largest.name} with ${format(largest[key])}. Raise nodePools.*.max, or accept that not all can grow at once.`,
      `pools of at most ${shared.map((role) => nodePools[role].max).join(" and ")} nodes`,
    );
  }
}
