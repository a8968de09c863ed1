import type { Report } from "../report.ts";
import type { Tenant } from "../types.ts";

/** A tenant with the means to point at its file. */
export interface Located {
  readonly tenant: Tenant;
  readonly report: Report;
  /** Notes what is allowed, but hardly meant. */
  readonly warn: Report;
}
