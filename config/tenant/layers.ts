/** A tenant's file as layers: what it says for every environment, and what for one; and both over the platform's. */

import type { Path } from "../problems.ts";
import type { Report } from "../report.ts";
import { didYouMean } from "../suggest.ts";
import { find, plain, withoutNulls, type Tree, type TreeMap } from "../tree.ts";
import { checkLocks, lockOf, type Lock } from "./locks.ts";
import { overlay } from "./overlay.ts";
import type { PlatformLayer } from "./platform.ts";
import { fixedKeys, tenantName } from "./schema.ts";
import { forTenant } from "./templates.ts";

/** A tenant's file, taken apart. */
export interface Split {
  /** What it says for every environment. */
  readonly base: TreeMap;
  /** What it says for one, by name; undefined without `environments`. */
  readonly sections?: ReadonlyMap<string, TreeMap>;
}

/** What lies below a tenant's file in one environment. */
export interface Ground {
  readonly environment: string;
  /** Undefined if the environment does not say, or says it wrongly. */
  readonly baseDomain?: string;
  /** Lowest first. */
  readonly platform: readonly PlatformLayer[];
}

export interface Layer {
  /** As messages call it. */
  readonly name: string;
  readonly tree: TreeMap;
}

/** A tenant in one environment: what applies, and the layers it comes from, lowest first. */
export interface Layered {
  readonly tree: TreeMap;
  readonly layers: readonly Layer[];
  readonly locks: readonly Lock[];
}

function omit(tree: TreeMap, key: string): TreeMap {
  return { ...tree, entries: new Map([...tree.entries].filter(([name]) => name !== key)) };
}

function checkSection(name: string, section: Tree, known: readonly string[], report: Report): void {
  const path = ["environments", name];
  if (!known.includes(name)) {
    const fix = `${didYouMean(name, known)}Allowed: ${known.join(", ")}.`;
    report(path, "unknown environment", fix, JSON.stringify(name));
  }
  if (section.kind !== "map") {
    if (section.kind === "scalar" && section.value === null) return;
    report(path, "is not a map", "Write a map of what differs in this environment, or {} if nothing does.");
    return;
  }
  for (const key of fixedKeys.filter((fixed) => section.entries.has(fixed))) {
    report([...path, key], "cannot differ by environment", "Write it once, at the top of the file.");
  }
}

/** @param known Names of all environments. */
export function splitFile(tree: TreeMap, known: readonly string[], report: Report): Split {
  const base = omit(tree, "environments");
  const written = find(tree, ["environments"]);
  if (written === undefined) return { base };
  if (written.kind !== "map") {
    report(["environments"], "is not a map", `Write a map of environments: ${known.join(", ")}.`);
    return { base };
  }
  const sections = [...written.entries].map(([name, section]): [string, TreeMap] => {
    checkSection(name, section, known, report);
    const empty: TreeMap = { kind: "map", place: section.place, entries: new Map() };
    return [name, section.kind === "map" ? fixedKeys.reduce<TreeMap>(omit, section) : empty];
  });
  return { base, sections: new Map(sections) };
}

/** Whether the tenant is in an environment: where it names some, in those alone. */
export function isOnboarded({ sections }: Split, { environment, platform }: Ground): boolean {
  if (sections) return sections.has(environment);
  return platform.findLast(({ autoOnboard }) => autoOnboard !== undefined)?.autoOnboard ?? true;
}

/** What the file says for an environment: `null` takes away what it says above. */
function fileTree({ base, sections }: Split, environment: string): TreeMap {
  const section = sections?.get(environment);
  const merged = section ? { ...overlay(base, section, () => false), place: base.place } : base;
  const tree = withoutNulls(merged);
  return tree.kind === "map" ? tree : base;
}

/**
 * All layers of a tenant in one environment as one. Maps merge by key, scalars and lists replace; `null` in the file
 * takes away what the file says, so that the platform's layers show again.
 */
export function layTenant(
  split: Split,
  { environment, baseDomain = "example.com", platform }: Ground,
): Layered {
  const file = fileTree(split, environment);
  // A name or domain that is wrong is reported once, not again for every default that is made of it.
  const tenant = tenantName.safeParse(plain(file.entries.get("tenant") ?? file)).data ?? "tenant";
  const given = { tenant, environment, baseDomain };
  const below = platform.map(({ name, defaults }): Layer => ({
    name,
    tree: forTenant(defaults, file, given),
  }));
  const locks = platform.flatMap((layer) => layer.locks);
  const mayFollow = (path: Path) => lockOf(locks, path) === undefined;
  const tree = [...below.map((layer) => layer.tree), file].reduce((lower, upper) =>
    overlay(lower, upper, mayFollow),
  );
  const section = split.sections?.get(environment);
  const layers = [
    ...below,
    { name: "the tenant's file", tree: split.base },
    ...(section ? [{ name: `the tenant's file for ${environment}`, tree: section }] : []),
  ];
  return { tree: { ...tree, place: split.base.place }, layers, locks };
}

/** Reports what a file sets, for all environments or for this one, although the platform has locked it. */
export function checkFileLocks(
  { base, sections }: Split,
  { environment, platform }: Ground,
  report: Report,
): void {
  const locks = platform.flatMap((layer) => layer.locks);
  checkLocks(locks, base, report);
  const section = sections?.get(environment);
  if (!section) return;
  checkLocks(locks, section, (path, wrong, fix, got) => {
    report(["environments", environment, ...path], wrong, fix, got);
  });
}
