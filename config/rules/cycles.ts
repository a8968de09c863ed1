/** Workloads that wait for one another: allowed, but nothing can say which is to start first. */

import type { Tenant, Workload } from "../types.ts";
import type { Located } from "./located.ts";

function graphOf({ services, workers, jobs }: Tenant): ReadonlyMap<string, Workload> {
  const all = [services, workers, jobs].flatMap((map) => Object.values<Workload>(map));
  return new Map(all.map((workload) => [workload.name, workload]));
}

/** Cycles of `uses`, each once, from the workload at which it was met first, e.g. `["web", "api"]`. */
export function cyclesOf(tenant: Tenant): readonly (readonly string[])[] {
  const graph = graphOf(tenant);
  const done = new Set<string>();
  const cycles: string[][] = [];
  for (const root of graph.keys()) {
    // An own stack of iterators: thousands of workloads in a row would be too deep for calls.
    const path: string[] = [];
    const pending: Iterator<string>[] = [[root].values()];
    for (let top = pending.at(-1); top; top = pending.at(-1)) {
      const next = top.next();
      if (next.done === true) {
        pending.pop();
        const left = path.pop();
        if (left !== undefined) done.add(left);
        continue;
      }
      const start = path.indexOf(next.value);
      if (start >= 0) cycles.push(path.slice(start));
      const workload = graph.get(next.value);
      if (start >= 0 || !workload || done.has(next.value)) continue;
      path.push(next.value);
      pending.push(workload.uses.map(({ name }) => name).values());
    }
  }
  return cycles;
}

export function checkCycles({ tenant, warn }: Located): void {
  for (const cycle of cyclesOf(tenant)) {
    const [first = ""] = cycle;
    const collection = (["services", "workers", "jobs"] as const).find((name) =>
      Object.hasOwn(tenant[name], first),
    );
    const fix = "Make sure each of them starts without the others, or remove one of the edges.";
    const wrong = `goes in a circle: ${[...cycle, first].join(" -> ")}`;
    warn([collection ?? "services", first, "uses"], wrong, fix, JSON.stringify(first));
  }
}
