/** Rules across all tenants of one environment. */

import type { Sections } from "../environment.ts";
import type { Report } from "../report.ts";
import type { Tenant } from "../types.ts";

/** A tenant with the means to point at its file. */
export interface Located {
  readonly tenant: Tenant;
  readonly report: Report;
}

/** Whether one host is the other or below it. */
function related(a: string, b: string): boolean {
  return a === b || a.endsWith(`.${b}`) || b.endsWith(`.${a}`);
}

function checkDomains(all: readonly Located[]): void {
  for (const [index, { tenant, report }] of all.entries()) {
    for (const [position, domain] of tenant.domains.entries()) {
      const rival = all
        .slice(0, index)
        .find((other) => other.tenant.domains.some((taken) => related(domain, taken)));
      if (!rival) continue;
      const wrong = `overlaps a domain of tenant ${rival.tenant.name} (${rival.tenant.domains.join(", ")})`;
      report(
        ["domains", position],
        wrong,
        "Use hosts apart from those of other tenants.",
        JSON.stringify(domain),
      );
    }
  }
}

/** Two tenants cannot share a host (their domains are apart), so a clash is always within one. */
function checkPaths({ tenant, report }: Located): void {
  const owners = new Map<string, string>();
  for (const { name, expose } of Object.values(tenant.services)) {
    for (const path of expose?.paths ?? []) {
      const address = `${expose?.host ?? ""}${path}`;
      const other = owners.get(address);
      if (other === undefined) owners.set(address, name);
      else {
        const wrong = `is already served by services.${other}`;
        report(
          ["services", name, "expose"],
          wrong,
          "Give each service a host or paths of its own.",
          JSON.stringify(address),
        );
      }
    }
  }
}

function checkKeda({ addons }: Sections, all: readonly Located[]): void {
  if (addons?.keda.driver !== "none") return;
  for (const { tenant, report } of all) {
    const [worker] = Object.keys(tenant.workers);
    if (worker === undefined) continue;
    const fix =
      "Set addons.keda.driver: aks or chart, or take the worker away in this environment with null.";
    report(
      ["workers", worker],
      "needs KEDA, which this environment does not have (addons.keda.driver: none)",
      fix,
      JSON.stringify(worker),
    );
  }
}

export function checkTenants(sections: Sections, all: readonly Located[]): void {
  checkDomains(all);
  for (const one of all) checkPaths(one);
  checkKeda(sections, all);
}
