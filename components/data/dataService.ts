/** What all data services have in common, however they are run. */

import type { DataResource } from "../../config/types.ts";
import type { Selectable } from "../base/labels.ts";
import type { Connection, TenantScope } from "../workload/workload.ts";

export interface DataServiceArgs {
  readonly scope: TenantScope;
  readonly spec: DataResource;
  /** Workloads of the tenant that use it; nobody else reaches it. */
  readonly users: readonly Selectable[];
}

/** A data service of a tenant: all a workload needs in order to use it. */
export interface DataService {
  readonly connection: Connection;
}
