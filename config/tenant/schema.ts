/** What a tenant may write: the schema `tenant/v1`, after all layers of one environment are merged. */

import { z } from "zod";
import { bytes, choice, cpu, fault, group, host, list, mapOf, strict, text, whole } from "../fields.ts";
import { reportIssues } from "../issues.ts";
import type { Report } from "../report.ts";
import { planNames, sizeNames } from "../sizes.ts";
import { plain, type Tree, type TreeMap } from "../tree.ts";
import { isPrefix } from "./image.ts";
import { job, service, worker, workloadName } from "./workload.ts";

const nameHint =
  "Use 3 to 20 lower-case letters, digits and single dashes, starting with a letter, ending without a dash.";
/** Also the namespace. A single dash at a time: `--` ends it in the names of its secrets. */
export const tenantName = text(/^(?!.*--)[a-z][a-z0-9-]{1,18}[a-z0-9]$/, nameHint);
const prefixHint = "Write [registry/]repository without tag, e.g. docker.io/library.";
const prefix = z.string(prefixHint).refine(isPrefix, fault("is not an image prefix", prefixHint));
const storageHint = "Use the name of a StorageClass, e.g. managed-csi or managed-csi-premium.";

const resource = strict({
  type: choice("mongodb").describe("What it is."),
  class: choice("cluster").describe("`cluster`: a StatefulSet in the tenant's namespace."),
  params: strict({
    storage: bytes.describe("Size of the volume."),
    storageClass: text(/^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/, storageHint).describe(
      "StorageClass of the volume.",
    ),
    size: choice(...sizeNames).describe("Size class: requests and limits of CPU and memory."),
  }).describe("How large it is, and on which storage."),
});

/** Maps by name: a faulty entry is left out, the others are still checked. */
export const collections = ["resources", "services", "workers", "jobs"] as const;
export type Collection = (typeof collections)[number];

const shape = {
  schema: z.literal("tenant/v1", "Write schema: tenant/v1.").describe("Version of this form."),
  tenant: tenantName.describe(
    "Name of the tenant: of its file without `.yaml`, and of its namespace. A new name is a new tenant.",
  ),
  owner: strict({
    group: group.describe("Entra group, by object id, that may look at the namespace."),
    contact: text(
      /^([^\s@]+@[^\s@.]+(\.[^\s@.]+)+|https:\/\/\S+)$/,
      "Use an e-mail address or an https:// address.",
    ).describe("Where the team is reached; an annotation of the namespace."),
    costCenter: text(
      /^[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/,
      "Use up to 63 letters, digits, dots, dashes and _; quote numbers.",
    )
      .describe("Who pays: a label of the namespace and a tag of the tenant's Azure resources.")
      .optional(),
  }).describe("Whose tenant it is."),
  plan: choice(...planNames).describe("Quota of the namespace by name; `custom` takes `quota`."),
  quota: strict({
    cpu: cpu.describe("Sum of CPU requests; limits may be twice that."),
    memory: bytes.describe("Sum of memory requests; limits may be twice that."),
    pods: whole(1, 5000, "pods").describe("Most pods."),
    storage: bytes.describe("Sum of volume claims."),
    loadBalancers: whole(0, 20).describe("Most Services of type LoadBalancer.").default(0),
  })
    .describe("Quota of one's own: with `plan: custom` only, and then required.")
    .optional(),
  domains: list(host, "List at least one host, e.g. [todo.example.com].", 1).describe(
    "Hosts the tenant may expose, and those below them; the first is the default of `expose`.",
  ),
  registries: list(prefix, "List image prefixes.", 1).describe(
    "What its images may begin with. Without a registry: in the environment's own.",
  ),
  resources: mapOf(workloadName, resource, "Write a map of resources by name.").describe(
    "Data services by name.",
  ),
  services: mapOf(workloadName, service, "Write a map of services by name.").describe(
    "Workloads that answer requests, by name.",
  ),
  workers: mapOf(workloadName, worker, "Write a map of workers by name.").describe(
    "Workloads that work through a queue, by name.",
  ),
  jobs: mapOf(workloadName, job, "Write a map of jobs by name.").describe(
    "Workloads that run on a schedule, by name.",
  ),
};

/** A tenant with everything below its file already in it. */
export const full = strict(shape, ["environments"]);
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
