/** Rules across all tenants of one environment. */

import type { Sections } from "../environment.ts";
import type { Report } from "../report.ts";
import { checkCapacity } from "./capacity.ts";
import { checkCycles } from "./cycles.ts";
import { checkHosts } from "./hosts.ts";
import type { Located } from "./located.ts";

function checkKeda({ addons }: Sections, all: readonly Located[]): void {
  if (addons?.keda.driver !== "none") return;
  for (const { tenant, report } of all) {
    const [worker] = Object.keys(tenant.workers);
    if (worker === undefined) continue;
    const wrong = "needs KEDA, which this environment does not have (addons.keda.driver: none)";
    const fix =
      "Set addons.keda.driver: aks or chart, or take the worker away in this environment with null.";
    report(["workers", worker], wrong, fix, JSON.stringify(worker));
  }
}

/**
 * @param report Takes paths of the environment, as `warn` does, which notes what is allowed, but hardly meant.
 */
export function checkTenants(
  sections: Sections,
  all: readonly Located[],
  report: Report,
  warn: Report,
): void {
  checkHosts(sections, all, report);
  checkKeda(sections, all);
  checkCapacity(sections, all, warn);
  for (const one of all) checkCycles(one);
}
