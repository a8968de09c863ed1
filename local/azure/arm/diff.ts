import { isList, isProps, same } from "../values.ts";
import type { Json, Props } from "../values.ts";

/** How two property maps differ. */
export interface ObjectDiff {
  readonly adds: ReadonlyMap<string, Json>;
  readonly deletes: ReadonlySet<string>;
  readonly updates: ReadonlyMap<string, ValueDiff>;
}

/** How two values differ: inside an object, inside a list, or altogether. */
export interface ValueDiff {
  readonly value: Json;
  readonly object?: ObjectDiff;
  readonly list?: ListDiff;
}

/** By index: of the new list, or of the old one for deletes. */
export interface ListDiff {
  readonly adds: readonly number[];
  readonly deletes: readonly number[];
  readonly updates: ReadonlyMap<number, ValueDiff>;
}

/** Lists of objects told apart by a property, by dotted path. */
export type Keyed = Readonly<Record<string, string>>;

/** Properties that are spelt in more than one way. */
const sameSpelling: Readonly<Record<string, (text: string) => string>> = {
  location: normalLocation,
  resourceGroupName: (text) => text.toLowerCase(),
};

/** `West Europe` and `westeurope` are one place. */
export function normalLocation(text: string): string {
  return text.toLowerCase().replaceAll(" ", "");
}

/** The difference between two sets of inputs; undefined if there is none. Unknown values count as changed. */
export function diffProps(before: Props, after: Props, keyed: Keyed = {}, path = ""): ObjectDiff | undefined {
  const adds = new Map<string, Json>();
  const deletes = new Set<string>();
  const updates = new Map<string, ValueDiff>();
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (name.startsWith("__")) continue;
    const [old, value] = [before[name], after[name]];
    if (value === undefined) deletes.add(name);
    else if (old === undefined) adds.set(name, value);
    else {
      const normal = path === "" ? sameSpelling[name] : undefined;
      const unchanged =
        normal && typeof old === "string" && typeof value === "string" && normal(old) === normal(value);
      const diff = unchanged
        ? undefined
        : diffValue(old, value, keyed, path === "" ? name : `${path}.${name}`);
      if (diff) updates.set(name, diff);
    }
  }
  return adds.size + deletes.size + updates.size === 0 ? undefined : { adds, deletes, updates };
}

function diffValue(old: Json, value: Json, keyed: Keyed, path: string): ValueDiff | undefined {
  if (isList(old) && isList(value)) {
    const list = diffList(old, value, keyed, path);
    return list && { value, list };
  }
  if (isProps(old) && isProps(value)) {
    const object = diffProps(old, value, keyed, path);
    return object && { value, object };
  }
  return same(old, value) ? undefined : { value };
}

function diffList(
  old: readonly Json[],
  now: readonly Json[],
  keyed: Keyed,
  path: string,
): ListDiff | undefined {
  const pairs = pair(old, now, keyed[path]);
  const updates = new Map<number, ValueDiff>();
  const adds: number[] = [];
  now.forEach((value, index) => {
    const partner = pairs.get(index);
    const before = partner === undefined ? undefined : old[partner];
    const diff = before === undefined ? undefined : diffValue(before, value, keyed, path);
    if (before === undefined) adds.push(index);
    else if (diff) updates.set(index, diff);
  });
  const partners = new Set(pairs.values());
  const deletes = old.flatMap((_, index) => (partners.has(index) ? [] : [index]));
  return adds.length + deletes.length + updates.size === 0 ? undefined : { adds, deletes, updates };
}

/** New index to old index: by key where the list has one, else by position. */
function pair(
  old: readonly Json[],
  now: readonly Json[],
  key: string | undefined,
): ReadonlyMap<number, number> {
  const keyOf = (item: Json | undefined) => (key !== undefined && isProps(item) ? item[key] : undefined);
  const pairs = now.map((value, index): [number, number] => [
    index,
    key === undefined
      ? index
      : old.findIndex((item) => keyOf(item) !== undefined && keyOf(item) === keyOf(value)),
  ]);
  return new Map(pairs.filter(([, partner]) => partner >= 0 && partner < old.length));
}

export interface PropertyChange {
  readonly kind: "add" | "delete" | "update";
  readonly replace: boolean;
}

/** A diff by property path (`a.b[0].c`), with what forces a replacement marked. */
export function detail(diff: ObjectDiff, replaces: ReadonlySet<string>): ReadonlyMap<string, PropertyChange> {
  const changes = new Map<string, PropertyChange>();
  walkObject(diff, "", "", false);
  return changes;

  function walkObject(object: ObjectDiff, path: string, rule: string, inherited: boolean): void {
    const forces = (name: string) => inherited || replaces.has(`${rule}${name}`);
    for (const name of object.adds.keys())
      changes.set(`${path}${name}`, { kind: "add", replace: forces(name) });
    for (const name of object.deletes)
      changes.set(`${path}${name}`, { kind: "delete", replace: forces(name) });
    for (const [name, value] of object.updates)
      walkValue(value, `${path}${name}`, `${rule}${name}`, forces(name));
  }

  function walkValue({ object, list }: ValueDiff, path: string, rule: string, replace: boolean): void {
    if (object) walkObject(object, `${path}.`, `${rule}.`, replace);
    else if (list) {
      for (const index of list.adds) changes.set(`${path}[${index}]`, { kind: "add", replace });
      for (const index of list.deletes) changes.set(`${path}[${index}]`, { kind: "delete", replace });
      for (const [index, value] of list.updates) walkValue(value, `${path}[${index}]`, `${rule}[]`, replace);
    } else changes.set(path, { kind: "update", replace });
  }
}

/** `values` with the changes of a diff that was taken between two other maps of the same shape. */
export function applyDiff(values: Props, diff: ObjectDiff | undefined): Props {
  if (!diff) return values;
  const result: Record<string, Json> = Object.fromEntries(
    Object.entries(values).filter(([name]) => !diff.deletes.has(name)),
  );
  for (const [name, value] of diff.adds) result[name] = value;
  for (const [name, update] of diff.updates) result[name] = applyUpdate(values[name], update);
  return result;
}

function applyUpdate(base: Json | undefined, { value, object, list }: ValueDiff): Json {
  if (object && isProps(base)) return applyDiff(base, object);
  // Items that stayed where they are keep what was written of them; only what changed in them is taken over.
  const aligned = list && list.adds.length + list.deletes.length === 0 && isList(base) && isList(value);
  if (!aligned || base.length !== value.length) return value;
  return base.map((item, index) => {
    const update = list.updates.get(index);
    return update ? applyUpdate(item, update) : item;
  });
}
