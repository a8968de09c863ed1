/** From what a tenant wrote to what it gets in one environment: defaults applied, every name resolved. */

import { registryServer } from "../naming.ts";
import { dataSizes, plans, serviceScale, sizes, workerScale } from "../sizes.ts";
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

function compute({ size, resources }: WorkloadSpec): Compute {
  return resources ? { requests: resources, limits: resources } : sizes[size ?? "small"];
}

/** What a `uses` entry names; undefined if nothing of that name can be used. */
export function resolveUse(spec: TenantSpec, name: string): Use | undefined {
  if (Object.hasOwn(spec.resources ?? {}, name)) return { kind: "resource", name };
  if (Object.hasOwn(spec.services ?? {}, name)) return { kind: "service", name };
  if (Object.hasOwn(spec.workers ?? {}, name)) return { kind: "worker", name };
  return undefined;
}

function health({
  path = "/healthz",
  ready = "/readyz",
  exec,
  startupSeconds = 60,
}: ServiceSpec["health"] & object) {
  const result: Health = exec
    ? { kind: "exec", command: exec, startupSeconds }
    : { kind: "http", live: path, ready, startupSeconds };
  return result;
}

function exposure(expose: ServiceSpec["expose"], domain: string): Pick<Service, "expose"> {
  if (expose === undefined || expose === false) return {};
  if (expose === true) return { expose: { host: domain, paths: ["/"] } };
  if (typeof expose === "string") return { expose: { host: expose, paths: ["/"] } };
  return { expose: { host: expose.host ?? domain, paths: expose.paths ?? ["/"] } };
}

function dataResource(
  { type, class: kind = "cluster", params = {} }: ResourceSpec,
  name: string,
): DataResource {
  return {
    name,
    type,
    class: kind,
    image: images[type],
    storage: params.storage ?? "10Gi",
    storageClass: params.storageClass ?? "managed-csi",
    compute: dataSizes[params.size ?? "small"],
  };
}

/** The quota of a plan, or with `custom` the one written; undefined if that is missing. Default plan: small. */
export function resolveQuota({ plan = "small", quota }: TenantSpec): Quota | undefined {
  if (plan !== "custom") return plans[plan];
  return quota && { ...quota, loadBalancers: quota.loadBalancers ?? 0 };
}

/** @returns The tenant; names in `uses` that resolve to nothing are left out. */
export function resolveTenant(spec: SoundTenant, surroundings: Surroundings): Tenant {
  const server = registryServer(surroundings);
  const domain = `${spec.tenant}.${surroundings.baseDomain}`;
  const domains = spec.domains ?? [domain];

  const workload = (written: WorkloadSpec, name: string) => ({
    name,
    image: qualify(written.image, server),
    compute: compute(written),
    env: written.env ?? {},
    secrets: written.secrets ?? {},
    uses: (written.uses ?? []).flatMap((used) => resolveUse(spec, used) ?? []),
    ...(written.command ? { command: written.command } : {}),
    ...(written.args ? { args: written.args } : {}),
  });
  const serving = (written: ServiceSpec | WorkerSpec) => ({
    port: written.port ?? 8080,
    health: health(written.health ?? {}),
    maxUnavailable: written.availability?.maxUnavailable ?? 1,
  });

  const service = (written: ServiceSpec, name: string): Service => ({
    ...workload(written, name),
    ...serving(written),
    scale: serviceScale(surroundings.name, written.scale ?? {}),
    ...exposure(written.expose, domains[0] ?? domain),
  });
  const worker = (written: WorkerSpec, name: string): Worker => ({
    ...workload(written, name),
    ...serving(written),
    queue: { name: written.queue },
    scale: workerScale(written.scale ?? {}),
    maxMessageSeconds: written.maxMessageSeconds ?? 60,
  });
  const job = (written: JobSpec, name: string): Job => ({
    ...workload(written, name),
    schedule: written.schedule,
    timeZone: written.timeZone ?? "Etc/UTC",
    timeoutSeconds: written.timeoutSeconds ?? 3600,
  });

  return {
    name: spec.tenant,
    owner: spec.owner,
    quota: resolveQuota(spec) ?? plans.small,
    domains,
    registries: (spec.registries ?? [spec.tenant]).map((prefix) => qualify(prefix, server)),
    resources: mapValues(spec.resources, dataResource),
    services: mapValues(spec.services, service),
    workers: mapValues(spec.workers, worker),
    jobs: mapValues(spec.jobs, job),
  };
}
