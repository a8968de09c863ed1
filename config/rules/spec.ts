/** Rules of one tenant that hold in every environment: checked for each environment its file says something for. */

import type { Path } from "../problems.ts";
import type { Report } from "../report.ts";
import { isSecretName, isSecretValue } from "../secrets.ts";
import { didYouMean, listed } from "../suggest.ts";
import { collections, type Collection, type TenantSpec } from "../tenant/schema.ts";
import type { ServiceSpec, WorkerSpec, WorkloadSpec } from "../tenant/workload.ts";
import { find, placeOf, type TreeMap } from "../tree.ts";

/** Namespaces of Kubernetes, AKS and the add-ons, and the first part of the cluster's own identities. */
const reservedNames =
  /^(kube.*|default|platform.*|cluster|ingress|keda|cert-manager|traefik|aks-.*|azure-.*|app-routing-.*|.*-system)$/;

const workloadKinds = ["services", "workers", "jobs"] as const;

interface Named {
  readonly collection: Collection;
  readonly name: string;
}

/** Names as written, those of faulty entries included, with the map they stand in. */
function writtenNames(tree: TreeMap): readonly Named[] {
  return collections.flatMap((collection) => {
    const map = find(tree, [collection]);
    return map?.kind === "map" ? [...map.entries.keys()].map((name) => ({ collection, name })) : [];
  });
}

function checkNames({ tenant }: TenantSpec, tree: TreeMap, names: readonly Named[], report: Report): void {
  if (tenant !== undefined && reservedNames.test(tenant)) {
    report(["tenant"], "is reserved for the platform", "Choose another name, e.g. that of the product.");
  }
  const owners = new Map<string, string>();
  for (const { collection, name } of names) {
    const other = owners.get(name);
    if (other === undefined) owners.set(name, collection);
    else {
      const wrong = `name is already used in ${other}`;
      report([collection, name], wrong, "Give each a name of its own.", JSON.stringify(name));
    }
  }
  const isFaulty = workloadKinds.some((kind) => (find(tree, [kind])?.kind ?? "map") !== "map");
  if (!isFaulty && names.every(({ collection }) => collection === "resources")) {
    report([], "has no service, worker or job", "Add at least one, e.g. under services.");
  }
}

function checkEnv({ env, secrets }: WorkloadSpec, path: Path, report: Report): void {
  for (const [name, value] of Object.entries(env)) {
    const at = [...path, "env", name];
    if ((isSecretName(name) && value !== "") || isSecretValue(value)) {
      const fix = `Put the value into the Key Vault and write secrets: {${name}: <secret>} instead.`;
      report(at, "looks like a secret in plain text", fix, "a value that is not shown");
    }
    if (
      Object.hasOwn(secrets, name) ||
      (name.endsWith("_FILE") && Object.hasOwn(secrets, name.slice(0, -5)))
    ) {
      report(at, "is also set by secrets", "Keep one of the two; secrets set <VARIABLE>_FILE.");
    }
  }
}

function checkUses(names: readonly Named[], report: Report) {
  const jobs = new Set(names.flatMap(({ collection, name }) => (collection === "jobs" ? [name] : [])));
  const usable = new Set(names.flatMap(({ collection, name }) => (collection === "jobs" ? [] : [name])));
  return (own: string, uses: readonly string[], path: Path): void => {
    for (const [index, name] of uses.entries()) {
      if (usable.has(name) && name !== own) continue;
      const others = [...usable].filter((other) => other !== own);
      const wrong = jobs.has(name)
        ? "is a job, which nothing can call"
        : "names no resource, service or worker of this tenant";
      const fix = others.length > 0 ? `${didYouMean(name, others)}Allowed: ${listed(others)}.` : "Remove it.";
      report([...path, "uses", index], name === own ? "is the workload itself" : wrong, fix);
    }
  };
}

/** Of two bounds the one in the tenant's own file is blamed, where the other comes from a layer below. */
function checkScale(
  { min, max }: { min: number; max: number },
  path: Path,
  tree: TreeMap,
  report: Report,
): void {
  if (min <= max) return;
  const isOwn = placeOf(tree, [...path, "min"]).file === tree.place.file;
  const fix = "Lower min or raise max.";
  if (isOwn) report([...path, "min"], `is above max (${max})`, fix);
  else report([...path, "max"], `is below min (${min})`, "Raise max.");
}

function checkServing(
  { health, scale }: ServiceSpec | WorkerSpec,
  path: Path,
  tree: TreeMap,
  report: Report,
): void {
  const { path: live, ready, exec } = health;
  if (exec && (live ?? ready) !== undefined) {
    report([...path, "health", "exec"], "excludes path and ready", "Keep exec, or path and ready.");
  }
  if (!exec && (live === undefined || ready === undefined)) {
    report([...path, "health"], "lacks path or ready", "Write both, or exec.");
  }
  checkScale(scale, [...path, "scale"], tree, report);
}

function checkQueues({ workers = {} }: TenantSpec, report: Report): void {
  const readers = new Map<string, string>();
  for (const [name, { queue }] of Object.entries(workers)) {
    const other = readers.get(queue);
    if (other === undefined) readers.set(queue, name);
    else {
      const wrong = `is already read by workers.${other}`;
      report(["workers", name, "queue"], wrong, "Give each worker a queue of its own.");
    }
  }
}

function checkPlan({ plan, quota }: TenantSpec, tree: TreeMap, report: Report): void {
  if (plan === undefined) return;
  if (plan === "custom" && !find(tree, ["quota"])) {
    report(
      ["plan"],
      "needs a quota",
      "Add quota: {cpu, memory, pods, storage}, or choose small, medium or large.",
    );
  }
  if (plan !== "custom" && quota) {
    report(["quota"], `is fixed by plan ${plan}`, "Remove quota or set plan: custom.");
  }
}

export function checkSpec(spec: TenantSpec, tree: TreeMap, report: Report): void {
  const names = writtenNames(tree);
  const checkUsesOf = checkUses(names, report);
  checkNames(spec, tree, names, report);
  checkPlan(spec, tree, report);
  checkQueues(spec, report);
  for (const collection of workloadKinds) {
    for (const [name, workload] of Object.entries<WorkloadSpec>(spec[collection] ?? {})) {
      const path = [collection, name];
      if (workload.size !== undefined && workload.resources) {
        report([...path, "size"], "excludes resources", "Keep one of the two.");
      }
      checkEnv(workload, path, report);
      checkUsesOf(name, workload.uses, path);
    }
  }
  for (const collection of ["services", "workers"] as const) {
    for (const [name, workload] of Object.entries<ServiceSpec | WorkerSpec>(spec[collection] ?? {})) {
      checkServing(workload, [collection, name], tree, report);
    }
  }
}
