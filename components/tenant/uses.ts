/** Who uses whom inside a tenant, and what that gives. */

import type { ReadonlyMapOf, Tenant, Use, Workload } from "../../config/types.ts";
import type { Selectable } from "../base/labels.ts";
import type { Platform } from "../base/platform.ts";
import type { DataService } from "../data/dataService.ts";
import { serviceConnection, workerConnection } from "../workload/connections.ts";
import type { QueueRef } from "../workload/queue.ts";
import type { Connection } from "../workload/workload.ts";

/** Workloads of the tenant that use something: those it must let in. */
export function usersOf(tenant: Tenant, what: Use): Selectable[] {
  const kinds = { service: tenant.services, worker: tenant.workers, job: tenant.jobs };
  return Object.entries(kinds).flatMap(([component, workloads]) =>
    Object.values(workloads)
      .filter(({ uses }: Workload) => uses.some(({ kind, name }) => kind === what.kind && name === what.name))
      .map(({ name }: Workload) => ({ name, component })),
  );
}

/** What of a tenant exists before its workloads do. */
export interface Usable {
  readonly tenant: Tenant;
  readonly platform: Platform;
  readonly data: ReadonlyMapOf<DataService>;
  /** Queue by worker. */
  readonly queues: ReadonlyMapOf<QueueRef>;
}

/** What a workload gets for one entry of its `uses`. */
export function connect({ kind, name }: Use, { tenant, platform, data, queues }: Usable): Connection {
  switch (kind) {
    case "resource":
      return get(data, name).connection;
    case "service":
      return serviceConnection(get(tenant.services, name));
    case "worker":
      return workerConnection(get(tenant.workers, name), get(queues, name), platform);
  }
}

/** The configuration has checked that it is there. */
function get<T>(map: ReadonlyMapOf<T>, key: string): T {
  const value = map[key];
  if (value === undefined) throw new RangeError(`"${key}" is not among ${Object.keys(map).join(", ")}`);
  return value;
}
