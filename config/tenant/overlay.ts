/** One layer over another: what merging maps by key alone would get wrong. */

import type { Path } from "../problems.ts";
import { merge, type Tree, type TreeMap } from "../tree.ts";

interface Alternative {
  /** Where both stand; `*` is every key. */
  readonly at: readonly string[];
  /** Keys that exclude each other: who writes one of the first does without the second, and the other way round. */
  readonly keys: readonly [readonly string[], readonly string[]];
}

const workloads = ["services", "workers", "jobs"];

export const alternatives: readonly Alternative[] = [
  ...workloads.map((kind): Alternative => ({ at: [kind, "*"], keys: [["size"], ["resources"]] })),
  ...["services", "workers"].map((kind): Alternative => ({
    at: [kind, "*", "health"],
    keys: [["exec"], ["path", "ready"]],
  })),
];

/** Bounds, of which the one that is not written moves out of the way of the other. */
const bounds: readonly Path[] = [
  ["services", "*", "scale"],
  ["workers", "*", "scale"],
];

type Change = (lower: TreeMap, upper: TreeMap, path: Path) => TreeMap;

/** `lower` with a change to each map under `at` that is in both layers; the same object if nothing changed. */
function where(lower: TreeMap, upper: TreeMap, at: Path, change: Change, path: Path = []): TreeMap {
  const [step, ...rest] = at;
  if (step === undefined) return change(lower, upper, path);
  let entries: Map<string, Tree> | undefined;
  for (const key of step === "*" ? upper.entries.keys() : [String(step)]) {
    const [below, above] = [lower.entries.get(key), upper.entries.get(key)];
    if (below?.kind !== "map" || above?.kind !== "map") continue;
    const next = where(below, above, rest, change, [...path, key]);
    if (next === below) continue;
    entries ??= new Map(lower.entries);
    entries.set(key, next);
  }
  return entries ? { ...lower, entries } : lower;
}

function isAbsent(value: Tree | undefined): boolean {
  return value === undefined || (value.kind === "scalar" && value.value === null);
}

function without(map: TreeMap, keys: readonly string[]): TreeMap {
  if (!keys.some((key) => map.entries.has(key))) return map;
  return { ...map, entries: new Map([...map.entries].filter(([key]) => !keys.includes(key))) };
}

/** Takes out of `lower` what something in `upper` stands in for. */
function displace(lower: TreeMap, upper: TreeMap): TreeMap {
  return alternatives.reduce(
    (tree, { at, keys: [one, other] }) =>
      where(tree, upper, at, (below, above) => {
        const has = (keys: readonly string[]) => keys.some((key) => !isAbsent(above.entries.get(key)));
        const left = has(one) ? without(below, other) : below;
        return has(other) ? without(left, one) : left;
      }),
    lower,
  );
}

function numberAt(map: TreeMap, key: string): number | undefined {
  const value = map.entries.get(key);
  return value?.kind === "scalar" && typeof value.value === "number" ? value.value : undefined;
}

/** Where `min` is above `max` and one of them comes from below, that one takes the other's value and place. */
function settle(merged: TreeMap, upper: TreeMap, mayFollow: (path: Path) => boolean): TreeMap {
  const follow: Change = (map, written, path) => {
    const [min, max] = [numberAt(map, "min"), numberAt(map, "max")];
    if (min === undefined || max === undefined || min <= max) return map;
    const writesMin = written.entries.has("min");
    if (writesMin === written.entries.has("max")) return map;
    const [leader, follower] = writesMin ? (["min", "max"] as const) : (["max", "min"] as const);
    const value = map.entries.get(leader);
    if (!value || !mayFollow([...path, follower])) return map;
    return { ...map, entries: new Map(map.entries).set(follower, value) };
  };
  return bounds.reduce((tree, at) => where(tree, upper, at, follow), merged);
}

/**
 * Maps merge by key; scalars and lists of `upper` replace; what excludes something below displaces it.
 *
 * @param mayFollow Whether a bound that only `lower` has, e.g. `services.web.scale.max`, may follow the other one.
 */
export function overlay(lower: TreeMap, upper: TreeMap, mayFollow: (path: Path) => boolean): TreeMap {
  const merged = merge(displace(lower, upper), upper);
  return merged.kind === "map" ? settle(merged, upper, mayFollow) : upper;
}

/** Keys that cannot be written beside the last step of a path, as paths. */
export function excludedBy(path: Path): readonly Path[] {
  const [above, last] = [path.slice(0, -1), path.at(-1)];
  return alternatives
    .filter(
      ({ at }) =>
        at.length === above.length && at.every((step, index) => step === "*" || step === above[index]),
    )
    .flatMap(({ keys: [one, other] }) =>
      one.some((key) => key === last) ? other : other.some((key) => key === last) ? one : [],
    )
    .map((key) => [...above, key]);
}
