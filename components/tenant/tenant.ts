/** One tenant in one environment. */

import * as pulumi from "@pulumi/pulumi";
import type { ReadonlyMapOf, Tenant as TenantSpec, Workload } from "../../config/types.ts";
import { tenantTags } from "../base/azure.ts";
import { Component } from "../base/component.ts";
import type { Platform } from "../base/platform.ts";
import type { DataService } from "../data/dataService.ts";
import { MongoDb } from "../data/mongoDb.ts";
import { Job } from "../workload/job.ts";
import { createQueue, type QueueRef } from "../workload/queue.ts";
import { Scaler } from "../workload/scaler.ts";
import { Service } from "../workload/service.ts";
import { Worker } from "../workload/worker.ts";
import type { TenantScope } from "../workload/workload.ts";
import { Isolation } from "./isolation.ts";
import { connect, usersOf, type Usable } from "./uses.ts";

export interface TenantArgs {
  readonly tenant: TenantSpec;
  readonly platform: Platform;
}

/**
 * Isolation first, then data services and queues, then the workloads with what they use. Children of collections
 * are named `<tenant>.<name>`, which no hyphen in either can make ambiguous. Add-ons go into `dependsOn`: they are
 * then deleted after the tenant, whose objects they have to clean up.
 */
export class Tenant extends Component {
  constructor(name: string, { tenant, platform }: TenantArgs, opts?: pulumi.ComponentResourceOptions) {
    checkPlatform(tenant, platform);
    super("aks-platform:tenant:Tenant", name, opts);
    const { azure, kubernetesVersion } = platform;
    const isolation = new Isolation(`${name}-isolation`, { tenant, kubernetesVersion }, { parent: this });
    const tags = tenantTags(azure, tenant.name, tenant.owner.costCenter);
    const scope: TenantScope = { tenant: tenant.name, platform, tags };
    // Everything inside the namespace waits for its walls.
    const inside = { parent: this, dependsOn: [isolation] };

    const data = this.createData(name, tenant, scope, inside);
    const queues = this.createQueues(name, tenant, scope);
    const scaler = this.createScaler(name, scope, queues, inside);
    const usable: Usable = { tenant, platform, data, queues };
    this.createWorkers(name, scope, usable, pulumi.mergeOptions(inside, { dependsOn: scaler }));
    this.createServices(name, scope, usable, inside);
    this.createJobs(name, scope, usable, inside);
    this.registerOutputs({});
  }

  private createData(
    name: string,
    tenant: TenantSpec,
    scope: TenantScope,
    opts: pulumi.ComponentResourceOptions,
  ): ReadonlyMapOf<DataService> {
    const services = Object.entries(tenant.resources).map(([key, spec]) => {
      const users = usersOf(tenant, { kind: "resource", name: key });
      return [key, new MongoDb(`${name}.${key}`, { scope, spec, users }, opts)] as const;
    });
    return Object.fromEntries(services);
  }

  private createQueues(name: string, { workers }: TenantSpec, scope: TenantScope): ReadonlyMapOf<QueueRef> {
    const queues = Object.entries(workers).map(
      ([key, worker]) =>
        // Named by the queue: under another worker it stays the same queue, with its messages.
        [key, createQueue(`${name}.${worker.queue.name}-queue`, scope, worker, { parent: this })] as const,
    );
    return Object.fromEntries(queues);
  }

  private createScaler(
    name: string,
    scope: TenantScope,
    queues: ReadonlyMapOf<QueueRef>,
    opts: pulumi.ComponentResourceOptions,
  ): pulumi.Resource[] {
    const operator = scope.platform.keda;
    if (!operator || Object.keys(queues).length === 0) return [];
    return [new Scaler(`${name}-scaler`, { scope, operator, queues }, opts)];
  }

  private createWorkers(
    name: string,
    scope: TenantScope,
    usable: Usable,
    opts: pulumi.ComponentResourceOptions,
  ): void {
    for (const [key, queue] of Object.entries(usable.queues)) {
      const spec = usable.tenant.workers[key];
      if (spec) new Worker(`${name}.${key}`, { scope, spec, queue, connections: uses(spec, usable) }, opts);
    }
  }

  private createServices(
    name: string,
    scope: TenantScope,
    usable: Usable,
    opts: pulumi.ComponentResourceOptions,
  ): void {
    for (const [key, spec] of Object.entries(usable.tenant.services)) {
      const users = usersOf(usable.tenant, { kind: "service", name: key });
      new Service(`${name}.${key}`, { scope, spec, users, connections: uses(spec, usable) }, opts);
    }
  }

  private createJobs(
    name: string,
    scope: TenantScope,
    usable: Usable,
    opts: pulumi.ComponentResourceOptions,
  ): void {
    for (const [key, spec] of Object.entries(usable.tenant.jobs)) {
      new Job(`${name}.${key}`, { scope, spec, connections: uses(spec, usable) }, opts);
    }
  }
}

function uses(spec: Workload, usable: Usable) {
  return spec.uses.map((use) => connect(use, usable));
}

/** Half a tenant would be worse than none: what its platform lacks is said before anything is created. */
function checkPlatform({ name, workers, services }: TenantSpec, { keda, gateway }: Platform): void {
  const exposed = Object.values(services).find(({ expose }) => expose);
  const [worker] = Object.keys(workers);
  if (worker !== undefined && !keda) throw lacking(name, `worker "${worker}"`, "KEDA", "addons.keda");
  if (exposed && !gateway)
    throw lacking(name, `exposed service "${exposed.name}"`, "gateway", "addons.ingress");
}

function lacking(tenant: string, what: string, part: string, key: string): pulumi.RunError {
  const way = `Set ${key}.driver: aks or chart, or take it away in this environment with null.`;
  return new pulumi.RunError(`Tenant "${tenant}" has ${what}, and this environment has no ${part}. ${way}`);
}
