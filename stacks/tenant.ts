/** One tenant on one platform, wherever the platform's facts come from. */

import type * as pulumi from "@pulumi/pulumi";
import type { Platform } from "../components/base/platform.ts";
import { Tenant } from "../components/tenant/tenant.ts";
import type { Tenant as TenantSpec } from "../config/types.ts";

export function createTenant(
  tenant: TenantSpec,
  platform: Platform,
  opts: pulumi.ComponentResourceOptions,
): Tenant {
  return new Tenant(tenant.name, { tenant, platform }, opts);
}
