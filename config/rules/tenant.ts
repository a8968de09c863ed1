/** Rules of one tenant in one environment: checked on what it gets there. */

import type { Report } from "../report.ts";
import { checkQuota } from "./quota.ts";
import { resolveQuota } from "../tenant/resolve.ts";
import { isUnder } from "../tenant/image.ts";
import type { TenantSpec } from "../tenant/schema.ts";
import type { Tenant, Workload } from "../types.ts";

function checkImages(tenant: Tenant, report: Report): void {
  if (tenant.registries.length === 0) return;
  for (const collection of ["services", "workers", "jobs"] as const) {
    for (const { name, image } of Object.values<Workload>(tenant[collection])) {
      if (isUnder(image, tenant.registries)) continue;
      const fix = `Allowed: images under ${tenant.registries.join(", ")}.`;
      report([collection, name, "image"], "is outside the tenant's registries", fix);
    }
  }
}

/** Whether a host is one of the domains or below one. */
function belongs(host: string, domains: readonly string[]): boolean {
  return domains.some((domain) => host === domain || host.endsWith(`.${domain}`));
}

function checkHosts(tenant: Tenant, spec: TenantSpec, report: Report): void {
  if (tenant.domains.length === 0) return;
  for (const { name, expose } of Object.values(tenant.services)) {
    if (!expose || belongs(expose.host, tenant.domains)) continue;
    const inMap = typeof spec.services?.[name]?.expose === "object";
    const path = ["services", name, "expose", ...(inMap ? ["host"] : [])];
    report(path, "is outside the tenant's domains", `Allowed: ${tenant.domains.join(", ")} and hosts below.`);
  }
}

/** @param isWhole Whether nothing of the tenant is missing for being faulty: only then can its demand be summed. */
export function checkTenant(tenant: Tenant, spec: TenantSpec, isWhole: boolean, report: Report): void {
  checkImages(tenant, report);
  checkHosts(tenant, spec, report);
  if (isWhole && resolveQuota(spec)) checkQuota(tenant, spec, report);
}
