/** What a tenant may write: the schema `tenant/v1`, after the layers of one environment are merged. */

import { z } from "zod";
import { bytes, choice, cpu, fault, group, host, list, mapOf, strict, text, whole } from "../fields.ts";
import { reportIssues } from "../issues.ts";
import type { Report } from "../report.ts";
import { planNames, sizeNames } from "../sizes.ts";
import { plain, type Tree, type TreeMap } from "../tree.ts";
import { isPrefix } from "./image.ts";
import { job, service, worker, workloadName } from "./workload.ts";

const nameHint =
  "Use 3 to 20 lower-case letters, digits and dashes, starting with a letter, ending without a dash.";
const prefixHint = "Write [registry/]repository without tag, e.g. docker.io/library.";
const prefix = z.string(prefixHint).refine(isPrefix, fault("is not an image prefix", prefixHint));
const storageHint = "Use the name of a StorageClass, e.g. managed-csi or managed-csi-premium.";

const resource = strict({
  type: choice("mongodb"),
  class: choice("cluster").optional(),
  params: strict({
    storage: bytes.optional(),
    storageClass: text(/^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/, storageHint).optional(),
    size: choice(...sizeNames).optional(),
  }).optional(),
});

/** Maps by name: a faulty entry is left out, the others are still checked. */
export const collections = ["resources", "services", "workers", "jobs"] as const;
export type Collection = (typeof collections)[number];

const shape = {
  schema: z.literal("tenant/v1", "Write schema: tenant/v1."),
  tenant: text(/^[a-z][a-z0-9-]{1,18}[a-z0-9]$/, nameHint),
  owner: strict({
    group,
    contact: text(
      /^([^\s@]+@[^\s@]+\.[^\s@]+|https:\/\/\S+)$/,
      "Use an e-mail address or an https:// address.",
    ),
    costCenter: text(
      /^[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/,
      "Use up to 63 letters, digits, dots, dashes and _; quote numbers.",
    ).optional(),
  }),
  plan: choice(...planNames).optional(),
  quota: strict({
    cpu,
    memory: bytes,
    pods: whole(1, 5000, "pods"),
    storage: bytes,
    loadBalancers: whole(0, 20).optional(),
  }).optional(),
  domains: list(host, "List at least one host, e.g. [todo.example.com].", 1).optional(),
  registries: list(prefix, "List image prefixes.", 1).optional(),
  resources: mapOf(workloadName, resource, "Write a map of resources by name.").optional(),
  services: mapOf(workloadName, service, "Write a map of services by name.").optional(),
  workers: mapOf(workloadName, worker, "Write a map of workers by name.").optional(),
  jobs: mapOf(workloadName, job, "Write a map of jobs by name.").optional(),
};

const full = strict(shape, ["environments"]);
const some = full.partial();

export type ResourceSpec = z.infer<typeof resource>;
/** A tenant as written; sections or entries that are faulty are missing. */
export type TenantSpec = z.infer<typeof some>;

/** Keys that are the same in every environment. */
export const fixedKeys = ["schema", "tenant", "owner", "environments"] as const;

function without(tree: TreeMap, broken: readonly PropertyKey[][]): TreeMap {
  const entries = new Map<string, Tree>();
  for (const [key, value] of tree.entries) {
    const inside = broken.filter(([first]) => first === key);
    const isCollection = collections.some((name) => name === key) && value.kind === "map";
    if (!Object.hasOwn(shape, key)) continue;
    if (inside.length === 0) entries.set(key, value);
    else if (isCollection) {
      const names = new Set(inside.map(([, name]) => name));
      const sound = [...value.entries].filter(([name]) => !names.has(name));
      entries.set(key, { ...value, entries: new Map(sound) });
    }
  }
  return { ...tree, entries };
}

/**
 * Checks the form of a merged tenant.
 * @returns What is well formed, and whether that is all of it.
 */
export function parseTenant(tree: TreeMap, report: Report): { spec: TenantSpec; isWhole: boolean } {
  const result = full.safeParse(plain(tree));
  if (result.success) return { spec: result.data, isWhole: true };
  reportIssues(result.error.issues, tree, report);
  const sound = without(
    tree,
    result.error.issues.map(({ path }) => path),
  );
  return { spec: some.safeParse(plain(sound)).data ?? {}, isWhole: false };
}
