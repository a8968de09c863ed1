/** Where paths lead in a schema. */

import { z } from "zod";
import type { Path } from "./problems.ts";
import type { Report } from "./report.ts";
import { didYouMean, listed } from "./suggest.ts";
import type { Tree } from "./tree.ts";

type Schema = z.core.$ZodType;

/** The schema without what only says whether a value may be missing. */
function bare(schema: Schema): Schema {
  return schema instanceof z.ZodOptional || schema instanceof z.ZodDefault ? bare(schema.unwrap()) : schema;
}

interface Below {
  /** Keys there are; of a map by name `*`. */
  readonly keys: readonly string[];
  readonly at: (key: string) => readonly Schema[];
}

function below(schema: Schema): Below {
  const here = bare(schema);
  if (here instanceof z.ZodObject) {
    const shape: Readonly<Record<string, Schema>> = here.shape;
    return { keys: Object.keys(shape), at: (key) => (Object.hasOwn(shape, key) ? [shape[key] ?? here] : []) };
  }
  if (here instanceof z.ZodRecord) {
    const { keyType, valueType } = here;
    const isKey = (key: string) => key === "*" || z.safeParse(keyType, key).success;
    return { keys: ["*"], at: (key) => (isKey(key) ? [valueType] : []) };
  }
  if (here instanceof z.ZodUnion) {
    const options = here.options.map(below);
    return { keys: options.flatMap(({ keys }) => keys), at: (key) => options.flatMap(({ at }) => at(key)) };
  }
  return { keys: [], at: () => [] };
}

/** The first step of a path that leads nowhere, with the keys there are in its place; undefined if the path is sound. */
export function lostAt(
  schema: Schema,
  path: readonly string[],
): { readonly step: string; readonly keys: readonly string[] } | undefined {
  let here: readonly Schema[] = [schema];
  for (const step of path) {
    const next = here.flatMap((one) => below(one).at(step));
    if (next.length === 0) return { step, keys: here.flatMap((one) => below(one).keys) };
    here = next;
  }
  return undefined;
}

/** Paths of all nulls in maps. */
export function nullsIn(tree: Tree, path: readonly string[] = []): readonly (readonly string[])[] {
  if (tree.kind === "scalar") return tree.value === null && path.length > 0 ? [path] : [];
  return tree.kind === "map"
    ? [...tree.entries].flatMap(([key, value]) => nullsIn(value, [...path, key]))
    : [];
}

/** Keys with null are taken out before a schema sees them: reports those it would not know. */
export function checkNulls(schema: Schema, tree: Tree, report: Report): void {
  for (const path of nullsIn(tree)) {
    const lost = lostAt(schema, path);
    // Where a map above is unknown, the schema itself says so.
    if (!lost || lost.keys.length === 0 || lost.keys.includes("*") || lostAt(schema, path.slice(0, -1)))
      continue;
    const keys = lost.keys.toSorted();
    const fix = `${didYouMean(lost.step, keys)}Allowed: ${listed(keys)}.`;
    report(path satisfies Path, "unknown key", fix, JSON.stringify(lost.step));
  }
}
