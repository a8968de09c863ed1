/** Hosts and domains: whose they are, who serves them, and how many the gateway takes. */

import type { Sections } from "../environment.ts";
import type { Report } from "../report.ts";
import type { Tenant } from "../types.ts";
import type { Located } from "./located.ts";

/** The Gateway API allows 64 listeners; one answers over HTTP for all hosts. */
export const maxHosts = 63;

/** A domain and all above it, e.g. `a.b.c`, `b.c`, `c`. */
function selfAndAbove(domain: string): readonly string[] {
  const labels = domain.split(".");
  return labels.map((_, index) => labels.slice(index).join("."));
}

/** Whether a domain is one, or below it. */
function isWithin(domain: string, outer: string): boolean {
  return domain === outer || domain.endsWith(`.${outer}`);
}

/** The part of the environment's own domain that is a tenant's by its name. */
function ownPart(name: string, baseDomain: string | undefined): string | undefined {
  return baseDomain === undefined ? undefined : `${name}.${baseDomain}`;
}

/** No domain of a tenant is equal to, above or below one of another's. */
function checkOverlaps(baseDomain: string | undefined, all: readonly Located[]): void {
  const owners = new Map<string, Tenant>();
  /** By domain: who has one below it. */
  const heirs = new Map<string, Tenant>();
  for (const { tenant, report } of all) {
    const own = ownPart(tenant.name, baseDomain);
    for (const [position, domain] of tenant.domains.entries()) {
      // Who takes another's own part is told so, not whose part it is.
      if (own !== undefined && isWithin(domain, own)) continue;
      const above = selfAndAbove(domain).flatMap((name) => owners.get(name) ?? []);
      const rival = above[0] ?? heirs.get(domain);
      if (!rival) continue;
      const wrong = `overlaps a domain of tenant ${rival.name} (${rival.domains.join(", ")})`;
      const fix = "Use hosts apart from those of other tenants.";
      report(["domains", position], wrong, fix, JSON.stringify(domain));
    }
    for (const domain of tenant.domains) {
      if (!owners.has(domain)) owners.set(domain, tenant);
      for (const name of selfAndAbove(domain).slice(1)) if (!heirs.has(name)) heirs.set(name, tenant);
    }
  }
}

/** Below the environment's own domain everybody has the part of their name, so that it is free whoever comes later. */
function checkBase(baseDomain: string, { tenant, report }: Located): void {
  const own = `${tenant.name}.${baseDomain}`;
  for (const [position, domain] of tenant.domains.entries()) {
    const isForeign = isWithin(domain, baseDomain) && !isWithin(domain, own);
    if (!isForeign && !isWithin(baseDomain, domain)) continue;
    const fix = `Below ${baseDomain} use ${own} or hosts below it.`;
    report(
      ["domains", position],
      "belongs to the platform or to another tenant",
      fix,
      JSON.stringify(domain),
    );
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
        const fix = "Give each service a host or paths of its own.";
        report(["services", name, "expose"], wrong, fix, JSON.stringify(address));
      }
    }
  }
}

function exposedOf({ services }: Tenant): readonly { readonly name: string; readonly host: string }[] {
  return Object.values(services).flatMap(({ name, expose }) => (expose ? [{ name, host: expose.host }] : []));
}

function checkIngress({ addons }: Sections, all: readonly Located[]): void {
  if (addons?.ingress.driver !== "none") return;
  for (const { tenant, report } of all) {
    const [exposed] = exposedOf(tenant);
    if (!exposed) continue;
    const wrong = "needs an ingress, which this environment does not have (addons.ingress.driver: none)";
    const fix = "Set addons.ingress.driver: aks or chart, or expose: false in this environment.";
    report(["services", exposed.name, "expose"], wrong, fix, JSON.stringify(exposed.host));
  }
}

function checkCount(all: readonly Located[], report: Report): void {
  const hosts = new Set(all.flatMap(({ tenant }) => exposedOf(tenant).map(({ host }) => host)));
  if (hosts.size <= maxHosts) return;
  const wrong = `the gateway can serve ${maxHosts} hosts, and tenants expose ${hosts.size}`;
  report(["addons", "ingress", "driver"], wrong, "Expose services on fewer hosts, apart by path.");
}

/** @param report Takes paths of the environment. */
export function checkHosts(sections: Sections, all: readonly Located[], report: Report): void {
  const { baseDomain } = sections;
  checkOverlaps(baseDomain, all);
  for (const one of all) {
    if (baseDomain !== undefined) checkBase(baseDomain, one);
    checkPaths(one);
  }
  checkIngress(sections, all);
  checkCount(all, report);
}
