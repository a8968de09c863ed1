/** A platform layer as it concerns one tenant: `"*"` written out for its names, `${...}` filled in. */

import type { Scalar, Tree, TreeMap } from "../tree.ts";
import { collections } from "./schema.ts";

/** Stands for every name of a collection. */
export const everyName = "*";

/** What `${...}` may name in a platform layer. */
export const words = ["tenant", "environment", "baseDomain"] as const;
export type Words = Readonly<Record<(typeof words)[number], string>>;

/** A `${...}` of any name. */
export const placeholder = /\$\{(\w*)\}/g;

function filled(value: Scalar, given: Readonly<Record<string, string>>): Scalar {
  if (typeof value !== "string" || !value.includes("${")) return value;
  return value.replace(placeholder, (whole, name: string) => given[name] ?? whole);
}

function fill(tree: Tree, given: Words): Tree {
  switch (tree.kind) {
    case "scalar": {
      const value = filled(tree.value, given);
      return value === tree.value ? tree : { ...tree, value };
    }
    case "list":
      return { ...tree, items: tree.items.map((item) => fill(item, given)) };
    case "map":
      return {
        ...tree,
        entries: new Map([...tree.entries].map(([key, value]) => [key, fill(value, given)])),
      };
  }
}

/** Names a tenant's file has under a collection. */
export function namesIn(file: TreeMap, collection: string): readonly string[] {
  const map = file.entries.get(collection);
  return map?.kind === "map" ? [...map.entries.keys()] : [];
}

/**
 * @param layer Defaults for every tenant, without nulls.
 * @param file What the tenant itself says: which names it has.
 */
export function forTenant(layer: TreeMap, file: TreeMap, given: Words): TreeMap {
  const entries = [...layer.entries].map(([key, value]): [string, Tree] => {
    const template = value.kind === "map" ? value.entries.get(everyName) : undefined;
    const isCollection = collections.some((name) => name === key);
    if (!isCollection || value.kind !== "map") return [key, fill(value, given)];
    const one = template && fill(template, given);
    const named = one ? namesIn(file, key).map((name): [string, Tree] => [name, one]) : [];
    return [key, { ...value, entries: new Map(named) }];
  });
  return { ...layer, entries: new Map(entries) };
}
