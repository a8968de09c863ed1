/** Whether a tenant fits into its quota when everything it runs is at full scale. */

import { formatBytes, formatCpu, parseBytes, parseCpu } from "../quantity.ts";
import type { Report } from "../report.ts";
import { podSurge } from "../sizes.ts";
import type { TenantSpec } from "../tenant/schema.ts";
import type { Compute, Tenant } from "../types.ts";

export interface Demand {
  /** Path of what demands it, as written. */
  readonly name: string;
  /** In millicores. */
  readonly cpu: number;
  /** In bytes, as `storage`. */
  readonly memory: number;
  readonly pods: number;
  readonly storage: number;
}

function demand(name: string, pods: number, { requests }: Compute, storage = "0"): Demand {
  const cpu = pods * parseCpu(requests.cpu);
  const memory = pods * parseBytes(requests.memory);
  return { name, pods, cpu, memory, storage: parseBytes(storage) };
}

/** Pods of a Deployment at full scale while it rolls out. */
function rolling(max: number): number {
  return max + Math.ceil(max * podSurge);
}

/** Everything that can run at once; a job runs one at a time. */
export function demandsOf({ services, workers, jobs, resources }: Tenant): readonly Demand[] {
  return [
    ...Object.values(services).map(({ name, scale, compute }) =>
      demand(`services.${name}`, rolling(scale.max), compute),
    ),
    ...Object.values(workers).map(({ name, scale, compute }) =>
      demand(`workers.${name}`, rolling(scale.max), compute),
    ),
    ...Object.values(jobs).map(({ name, compute }) => demand(`jobs.${name}`, 1, compute)),
    ...Object.values(resources).map(({ name, compute, storage }) =>
      demand(`resources.${name}`, 1, compute, storage),
    ),
  ];
}

/** Rounded up to whole Mi, which is how people read sizes. */
function mebibytes(amount: number): string {
  const unit = 1024 ** 2;
  return formatBytes(Math.ceil(amount / unit) * unit);
}

export const kinds = [
  { key: "cpu", parse: parseCpu, format: (amount: number) => `${formatCpu(amount)} CPU` },
  { key: "memory", parse: parseBytes, format: (amount: number) => `${mebibytes(amount)} of memory` },
  { key: "pods", parse: Number, format: (amount: number) => `${amount} pods` },
  { key: "storage", parse: parseBytes, format: (amount: number) => `${mebibytes(amount)} of storage` },
] as const;

export function checkQuota(tenant: Tenant, spec: TenantSpec, report: Report): void {
  const isCustom = spec.plan === "custom";
  for (const { key, parse, format } of kinds) {
    const rows = demandsOf(tenant).toSorted((a, b) => b[key] - a[key]);
    const total = rows.reduce((sum, row) => sum + row[key], 0);
    const limit = parse(String(tenant.quota[key]));
    const [largest] = rows;
    if (total <= limit || !largest) continue;
    const wayOut = isCustom ? "raise the quota" : "choose a larger plan";
    report(
      isCustom ? ["quota", key] : ["plan"],
      `at full scale the tenant needs ${format(total)}, its quota is ${format(limit)}`,
      `Largest: ${largest.name} with ${format(largest[key])}. Lower its size or scale.max, or ${wayOut}.`,
      isCustom ? undefined : JSON.stringify(spec.plan),
    );
  }
}
