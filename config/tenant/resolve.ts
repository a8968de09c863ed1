/** From what a tenant wrote to what it gets in one environment: defaults applied, every name resolved. */

import { azureName, registryServer } from "../naming.ts";
import { dataSizes, plans, sizes } from "../sizes.ts";
import type {
  Compute,
  DataResource,
  Environment,
  Health,
  Job,
  Quota,
  Service,
  Tenant,
  Use,
  Worker,
} from "../types.ts";
import { images } from "../versions.ts";
import { qualify } from "./image.ts";
import type { ResourceSpec, TenantSpec } from "./schema.ts";
import type { JobSpec, ServiceSpec, WorkerSpec, WorkloadSpec } from "./workload.ts";

/** What of its environment a tenant depends on. */
export type Surroundings = Pick<Environment, "name" | "organization" | "baseDomain">;

/** A tenant whose indispensable parts are well formed. */
export type SoundTenant = TenantSpec & Required<Pick<TenantSpec, "tenant" | "owner">>;

function mapValues<T, R>(map: Readonly<Record<string, T>> = {}, convert: (value: T, name: string) => R) {
  return Object.fromEntries(Object.entries(map).map(([name, value]) => [name, convert(value, name)]));
}

function compute({ size = "small", resources }: WorkloadSpec): Compute {
  return resources ? { requests: resources, limits: resources } : sizes[size];
}

/** What a `uses` entry names; undefined if nothing of that name can be used. */
export function resolveUse(spec: TenantSpec, name: string): Use | undefined {
  if (Object.hasOwn(spec.resources ?? {}, name)) return { kind: "resource", name };
  if (Object.hasOwn(spec.services ?? {}, name)) return { kind: "service", name };
  if (Object.hasOwn(spec.workers ?? {}, name)) return { kind: "worker", name };
  return undefined;
}

/** Without `exec` there are both paths: rules/spec.ts. */
function health({ path = "/", ready = path, exec, startupSeconds }: ServiceSpec["health"]): Health {
  return exec
    ? { kind: "exec", command: exec, startupSeconds }
    : { kind: "http", live: path, ready, startupSeconds };
}

function exposure(expose: ServiceSpec["expose"], domain: string): Pick<Service, "expose"> {
  if (expose === false) return {};
  if (expose === true) return { expose: { host: domain, paths: ["/"] } };
  if (typeof expose === "string") return { expose: { host: expose, paths: ["/"] } };
  return { expose: { host: expose.host ?? domain, paths: expose.paths ?? ["/"] } };
}

function dataResource({ type, class: kind, params }: ResourceSpec, name: string): DataResource {
  const { storage, storageClass, size } = params;
  return { name, type, class: kind, image: images[type], storage, storageClass, compute: dataSizes[size] };
}

/** The quota of a plan, or with `custom` the one written; undefined if either is missing. */
export function resolveQuota({ plan, quota }: TenantSpec): Quota | undefined {
  return plan === undefined || plan === "custom" ? quota : plans[plan];
}

/** @returns The tenant; names in `uses` that resolve to nothing are left out, as is what is faulty. */
export function resolveTenant(spec: SoundTenant, surroundings: Surroundings): Tenant {
  const server = registryServer(surroundings);
  const { tenant, domains = [] } = spec;

  const workload = (written: WorkloadSpec, name: string) => ({
    name,
    image: qualify(written.image, server),
    compute: compute(written),
    env: written.env,
    secrets: mapValues(written.secrets, (secret) => azureName("secret", surroundings, tenant, secret)),
    uses: written.uses.flatMap((used) => resolveUse(spec, used) ?? []),
    ...(written.command ? { command: written.command } : {}),
    ...(written.args ? { args: written.args } : {}),
  });
  const serving = ({ port, health: asked, availability }: ServiceSpec | WorkerSpec) => ({
    port,
    health: health(asked),
    maxUnavailable: availability.maxUnavailable,
  });

  const service = (written: ServiceSpec, name: string): Service => {
    const { memory, ...scale } = written.scale;
    return {
      ...workload(written, name),
      ...serving(written),
      scale: { ...scale, ...(memory === undefined ? {} : { memory }) },
      ...exposure(written.expose, domains[0] ?? `${tenant}.${surroundings.baseDomain}`),
    };
  };
  const worker = (written: WorkerSpec, name: string): Worker => ({
    ...workload(written, name),
    ...serving(written),
    queue: { name: written.queue },
    scale: written.scale,
    maxMessageSeconds: written.maxMessageSeconds,
  });
  const job = (written: JobSpec, name: string): Job => ({
    ...workload(written, name),
    schedule: written.schedule,
    timeZone: written.timeZone,
    timeoutSeconds: written.timeoutSeconds,
  });

  const { costCenter, ...owner } = spec.owner;
  return {
    name: tenant,
    owner: { ...owner, ...(costCenter === undefined ? {} : { costCenter }) },
    quota: resolveQuota(spec) ?? plans.small,
    domains,
    registries: (spec.registries ?? []).map((prefix) => qualify(prefix, server)),
    resources: mapValues(spec.resources, dataResource),
    services: mapValues(spec.services, service),
    workers: mapValues(spec.workers, worker),
    jobs: mapValues(spec.jobs, job),
  };
}
