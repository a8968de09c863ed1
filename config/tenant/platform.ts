/** What the platform says for every tenant: the two layers below the tenants' files, and what they lock. */

import { fileURLToPath } from "node:url";
import { z } from "zod";
import { fault, list, strict, yesNo } from "../fields.ts";
import { readIfPresent } from "../files.ts";
import { reportIssues } from "../issues.ts";
import type { Path, Problem } from "../problems.ts";
import { reporter, type Report } from "../report.ts";
import { checkNulls, lostAt } from "../shape.ts";
import { didYouMean } from "../suggest.ts";
import { find, graft, plain, withoutNulls, type TreeMap } from "../tree.ts";
import { parseYaml } from "../yaml.ts";
import { checkLocks, type Lock } from "./locks.ts";
import { overlay } from "./overlay.ts";
import { collections, full, parseTenant } from "./schema.ts";
import { everyName, forTenant, placeholder, words } from "./templates.ts";

/** One of the two: config/tenant/defaults.yaml, or `aks-platform:tenants` of an environment. */
export interface PlatformLayer {
  /** As messages call it, e.g. `environment prod`. */
  readonly name: string;
  /** Fields of a tenant, with `"*"` for names; no nulls. */
  readonly defaults: TreeMap;
  readonly locks: readonly Lock[];
  /** Whether tenants that name no environments are in; undefined: as the layer below says. */
  readonly autoOnboard?: boolean;
}

const lockHint = "Write paths of a tenant file, e.g. registries or services.*.scale.max.";
const lock = z.string(lockHint).superRefine((written, context) => {
  const lost = lostAt(full, written.split("."));
  if (!lost) return;
  const fix = `${didYouMean(lost.step, lost.keys)}${lockHint}`;
  context.addIssue({ code: "custom", message: fault("leads to no field of a tenant", fix) });
});
const hint = "Write a map of fields of a tenant, e.g. {plan: medium}.";

/** Form of a layer; the fields under `defaults` are checked as those of a tenant. */
export const platformShape = strict({
  autoOnboard: yesNo.describe("Whether a tenant that names no environments is in this one.").optional(),
  locked: list(lock, lockHint).describe("Paths of a tenant file that no layer above may set.").optional(),
  defaults: z
    .record(z.string(), z.unknown(), hint)
    .describe('Fields of every tenant here; "*" stands for each name it has.')
    .optional(),
});

/** Fields only a tenant itself can have. */
const own = ["schema", "tenant", "environments"];
const probe = "any-name";

/** A tenant with nothing but what no layer below can give it, and one of each kind. */
function probeTree(layer: TreeMap): TreeMap {
  const image = "probe/any:1";
  const value = {
    schema: "tenant/v1",
    tenant: "probe",
    owner: { group: "3f1c2a9e-5b7d-4c1f-9e0a-2d6b8c4f7a11", contact: "probe@contoso.com" },
    resources: { [probe]: { type: "mongodb" } },
    services: { [probe]: { image } },
    workers: { [probe]: { image, queue: "probe" } },
    jobs: { [probe]: { image, schedule: "0 0 * * *" } },
  };
  const tree = graft(value, layer.place);
  return tree.kind === "map" ? tree : layer;
}

function checkNames(defaults: TreeMap, report: Report): void {
  for (const key of own.filter((name) => defaults.entries.has(name))) {
    report([key], "is each tenant's own", "Remove it here.");
  }
  for (const collection of collections) {
    const map = defaults.entries.get(collection);
    if (map?.kind !== "map") continue;
    for (const name of [...map.entries.keys()].filter((key) => key !== everyName)) {
      const fix = `Write "${everyName}", which stands for each name; what one tenant needs goes into its file.`;
      report([collection, name], "names one of a tenant's own", fix, JSON.stringify(name));
    }
  }
}

/** Whether every `${...}` is known; what is not would be reported again for what it makes of a value. */
function checkPlaceholders(tree: TreeMap, report: Report): boolean {
  let isSound = true;
  const visit = (value: unknown, path: Path): void => {
    if (typeof value === "object" && value !== null) {
      for (const [key, item] of Object.entries(value))
        visit(item, [...path, Array.isArray(value) ? Number(key) : key]);
    }
    if (typeof value !== "string") return;
    for (const [whole, name = ""] of value.matchAll(placeholder)) {
      if (words.some((word) => word === name)) continue;
      const fix = `${didYouMean(name, words)}Allowed: ${words.map((word) => `\${${word}}`).join(", ")}.`;
      report(path, `has the unknown placeholder ${whole}`, fix);
      isSound = false;
    }
  };
  visit(plain(tree), []);
  return isSound;
}

/** Checks the fields as those of a tenant that has nothing else above them. */
function checkDefaults(defaults: TreeMap, below: readonly PlatformLayer[], report: Report): void {
  checkNames(defaults, report);
  if (!checkPlaceholders(defaults, report)) return;
  const given = { tenant: "probe", environment: "probe", baseDomain: "example.com" };
  const start = probeTree(defaults);
  const tree = [...below.map((layer) => layer.defaults), defaults]
    .map((layer) => forTenant(layer, start, given))
    .reduce((lower, upper) => overlay(lower, upper, () => true), start);
  const named = (path: Path) => path.map((step) => (step === probe ? everyName : step));
  parseTenant(tree, (path, wrong, fix, got) => {
    report(named(path), wrong, fix, got);
  });
}

/**
 * Reads one layer.
 * @param tree The layer as written; absent: it says nothing.
 * @param below Layers under it, which it is checked with and whose locks it keeps.
 * @param report Takes paths inside `tree`.
 * @returns The layer; without defaults or locks if they are faulty, which is reported.
 */
export function readPlatformLayer(
  name: string,
  tree: TreeMap,
  below: readonly PlatformLayer[],
  report: Report,
): PlatformLayer {
  const empty: TreeMap = { kind: "map", place: tree.place, entries: new Map() };
  const nothing = { name, defaults: empty, locks: [] };
  checkNulls(platformShape, tree, report);
  const result = platformShape.safeParse(plain(withoutNulls(tree)));
  if (!result.success) {
    reportIssues(result.error.issues, tree, report);
    return nothing;
  }
  const { autoOnboard, locked = [] } = result.data;
  const locks = locked.map((text, index): Lock => {
    const place = find(tree, ["locked", index])?.place ?? tree.place;
    return { path: text.split("."), place, by: name };
  });
  const written = find(tree, ["defaults"]);
  const defaults = written && withoutNulls(written);
  if (written)
    checkNulls(full, written, (path, ...rest) => {
      report(["defaults", ...path], ...rest);
    });
  return {
    ...nothing,
    locks,
    ...(defaults?.kind === "map" && isSound(defaults, below, report) ? { defaults } : {}),
    ...(autoOnboard === undefined ? {} : { autoOnboard }),
  };
}

/** Checks defaults, by themselves and against the locks below. */
function isSound(defaults: TreeMap, below: readonly PlatformLayer[], report: Report): boolean {
  let count = 0;
  const inside: Report = (path, wrong, fix, got) => {
    count += 1;
    report(["defaults", ...path], wrong, fix, got);
  };
  checkLocks(
    below.flatMap((layer) => layer.locks),
    defaults,
    inside,
  );
  checkDefaults(defaults, below, inside);
  return count === 0;
}

const defaultsName = "config/tenant/defaults.yaml";

/** The lowest layer: the same in every project, read once. */
export function readDefaults(problems: Problem[]): PlatformLayer {
  const file = readIfPresent(fileURLToPath(new URL("../..", import.meta.url)), defaultsName);
  const { tree, problems: found } = parseYaml(file?.text ?? "", defaultsName);
  problems.push(...found);
  const place = { file: defaultsName };
  const written: TreeMap = tree ?? { kind: "map", place, entries: new Map() };
  return readPlatformLayer("the platform's defaults", written, [], reporter(written, problems));
}
