/** Values that remember where they were written: what layers are merged from and problems are located in. */

import type { Path, Place } from "./problems.ts";

export type Scalar = string | number | boolean | null;

/** `place` is that of the key for a value in a map, of the item for one in a list. */
export type Tree =
  | { readonly kind: "scalar"; readonly place: Place; readonly value: Scalar }
  | { readonly kind: "list"; readonly place: Place; readonly items: readonly Tree[] }
  | TreeMap;

export interface TreeMap {
  readonly kind: "map";
  readonly place: Place;
  readonly entries: ReadonlyMap<string, Tree>;
}

/** The value without places, as schemas take it. */
export function plain(tree: Tree): unknown {
  switch (tree.kind) {
    case "scalar":
      return tree.value;
    case "list":
      return tree.items.map(plain);
    case "map":
      return Object.fromEntries([...tree.entries].map(([key, value]) => [key, plain(value)]));
  }
}

/** Gives a parsed value places: those of the same keys in `source`, else that of the nearest value above. */
export function graft(value: unknown, place: Place, source?: Tree): Tree {
  if (Array.isArray(value)) {
    const items = value.map((item: unknown, index) => {
      const twin = source?.kind === "list" ? source.items[index] : undefined;
      return graft(item, twin?.place ?? place, twin);
    });
    return { kind: "list", place, items };
  }
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).map(([key, item]: [string, unknown]): [string, Tree] => {
      const twin = source?.kind === "map" ? source.entries.get(key) : undefined;
      return [key, graft(item, twin?.place ?? place, twin)];
    });
    return { kind: "map", place, entries: new Map(entries) };
  }
  return { kind: "scalar", place, value: value as Scalar };
}

function isNull(tree: Tree): boolean {
  return tree.kind === "scalar" && tree.value === null;
}

/** Two layers as one: maps merge by key, scalars and lists of `upper` replace. */
export function merge(lower: Tree, upper: Tree): Tree {
  if (lower.kind !== "map" || upper.kind !== "map") return upper;
  const entries = new Map(lower.entries);
  for (const [key, value] of upper.entries) {
    const below = entries.get(key);
    entries.set(key, below === undefined ? value : merge(below, value));
  }
  return { kind: "map", place: upper.place, entries };
}

/** Drops map entries that are `null`, at every depth: whatever default there is applies again. */
export function withoutNulls(tree: Tree): Tree {
  switch (tree.kind) {
    case "scalar":
      return tree;
    case "list":
      return { ...tree, items: tree.items.map(withoutNulls) };
    case "map": {
      const kept = [...tree.entries].filter(([, value]) => !isNull(value));
      return { ...tree, entries: new Map(kept.map(([key, value]) => [key, withoutNulls(value)])) };
    }
  }
}

/** The value under `path`, or undefined. */
export function find(tree: Tree, path: Path): Tree | undefined {
  let here: Tree | undefined = tree;
  for (const step of path) {
    if (here?.kind === "map") here = here.entries.get(String(step));
    else if (here?.kind === "list" && typeof step === "number") here = here.items[step];
    else return undefined;
  }
  return here;
}

/** Where the value under `path` was written; for one that was not, where the nearest value above it was. */
export function placeOf(tree: Tree, path: Path): Place {
  for (let length = path.length; length > 0; length--) {
    const found = find(tree, path.slice(0, length));
    if (found) return found.place;
  }
  return tree.place;
}
