/** What must hold of every tenant that was let through, checked without the rules that let it through. */

import assert from "node:assert/strict";
import { isTimeZone } from "../../config/tenant/cron.ts";
import type { Compute, Tenant, Workload } from "../../config/types.ts";

const name = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const host = /^[a-z0-9][a-z0-9.-]*[a-z0-9]$/;
const units: Readonly<Record<string, number>> = {
  "": 1,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  Ki: 1024,
  Mi: 1024 ** 2,
  Gi: 1024 ** 3,
  Ti: 1024 ** 4,
};

function amount(quantity: string): number {
  const [, value = "", unit = ""] = /^([\d.]+(?:[eE][+-]?\d+)?)([A-Za-z]*)$/.exec(quantity) ?? [];
  const factor = units[unit];
  assert.ok(factor !== undefined || /^[PE]i?$/.test(unit), `quantity ${quantity}`);
  return Number(value) * (factor ?? Number.POSITIVE_INFINITY);
}

function within(value: number, min: number, max: number): void {
  assert.ok(
    Number.isInteger(value) && value >= min && value <= max,
    `${value} is not within ${min} to ${max}`,
  );
}

function checkWorkload(one: Workload, tenant: Tenant): void {
  assert.match(one.name, name);
  within(one.name.length, 3, 30);
  assert.match(one.image, /^[^\s@]+(:[\w.-]+|@sha256:[0-9a-f]{64})$/);
  assert.ok(!/:(latest|main|dev)$/.test(one.image), one.image);
  assert.ok(
    tenant.registries.some(
      (prefix) => one.image.startsWith(`${prefix}/`) || one.image.startsWith(`${prefix}:`),
    ),
    one.image,
  );
  for (const part of [one.compute.requests, one.compute.limits])
    assert.ok(amount(part.cpu) > 0 && amount(part.memory) > 0);
  for (const [key, value] of Object.entries(one.env)) {
    assert.match(key, /^[A-Za-z_]\w*$/);
    assert.equal(typeof value, "string");
    assert.ok(!Object.hasOwn(one.secrets, key));
  }
  for (const secret of Object.values(one.secrets))
    assert.ok(secret.startsWith(`${tenant.name}--`) && secret.length <= 127, secret);
  for (const { kind, name: used } of one.uses) {
    assert.notEqual(used, one.name);
    assert.ok(
      Object.hasOwn(
        { resource: tenant.resources, service: tenant.services, worker: tenant.workers }[kind],
        used,
      ),
    );
  }
}

function isOwn(address: string, tenant: Tenant): boolean {
  return tenant.domains.some((domain) => address === domain || address.endsWith(`.${domain}`));
}

/** Fails if the tenant could not run as it is, or reaches beyond itself. */
export function assertSound(tenant: Tenant): void {
  const { services, workers, jobs, resources, quota } = tenant;
  assert.match(tenant.name, name);
  assert.ok(!/^kube|-system$|^default$/.test(tenant.name));
  for (const domain of tenant.domains) assert.match(domain, host);
  const serving = [...Object.values(services), ...Object.values(workers)];
  const all: readonly Workload[] = [...serving, ...Object.values(jobs)];
  assert.ok(all.length > 0);
  const names = [...all, ...Object.values(resources)].map((one) => one.name);
  assert.equal(new Set(names).size, names.length);
  for (const one of all) checkWorkload(one, tenant);
  for (const { port, scale, health, maxUnavailable } of serving) {
    within(port, 1025, 65_535);
    within(scale.min, 0, scale.max);
    within(scale.max, 1, 100);
    within(maxUnavailable, 1, 100);
    within(health.startupSeconds, 1, 3600);
    for (const path of health.kind === "http" ? [health.live, health.ready] : [])
      assert.match(path, /^\/\S*$/);
  }
  const served = Object.values(services).flatMap(({ expose }) =>
    expose ? expose.paths.map((path) => [expose.host, path] as const) : [],
  );
  assert.equal(new Set(served.map((one) => one.join(""))).size, served.length);
  for (const [address, path] of served) assert.ok(isOwn(address, tenant) && path.startsWith("/"), address);
  const queues = Object.values(workers).map(({ queue }) => queue.name);
  assert.equal(new Set(queues).size, queues.length);
  for (const { schedule, timeZone } of Object.values(jobs)) {
    assert.equal(schedule.trim().split(/\s+/).length, 5);
    assert.ok(isTimeZone(timeZone));
  }
  checkQuota(tenant, quota);
}

function checkQuota({ services, workers, jobs, resources }: Tenant, quota: Tenant["quota"]): void {
  const rolling = [...Object.values(services), ...Object.values(workers)].map(
    ({ scale, compute }) => [Math.ceil(scale.max * 1.25), compute] as const,
  );
  const single = [...Object.values(jobs), ...Object.values(resources)].map(
    ({ compute }) => [1, compute] as const,
  );
  const rows: readonly (readonly [pods: number, compute: Compute])[] = [...rolling, ...single];
  const sum = (of: (row: (typeof rows)[number]) => number) => rows.reduce((total, row) => total + of(row), 0);
  const slack = 1 + 1e-9;
  assert.ok(sum(([pods]) => pods) <= quota.pods);
  assert.ok(sum(([pods, { requests }]) => pods * amount(requests.cpu)) <= amount(quota.cpu) * slack);
  assert.ok(sum(([pods, { requests }]) => pods * amount(requests.memory)) <= amount(quota.memory) * slack);
}
