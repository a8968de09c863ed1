/** Where a path leads in the schema of a tenant. */

import { z } from "zod";
import { full } from "./schema.ts";

type Schema = z.core.$ZodType;

/** The schema without what only says whether a value may be missing. */
function bare(schema: Schema): Schema {
  return schema instanceof z.ZodOptional || schema instanceof z.ZodDefault ? bare(schema.unwrap()) : schema;
}

/** Schemas below a key, and the keys there are; of a map with any keys `*`. */
function below(schema: Schema): {
  readonly keys: readonly string[];
  readonly at: (key: string) => readonly Schema[];
} {
  const here = bare(schema);
  if (here instanceof z.ZodObject) {
    const shape: Readonly<Record<string, Schema>> = here.shape;
    return { keys: Object.keys(shape), at: (key) => (Object.hasOwn(shape, key) ? [shape[key] ?? here] : []) };
  }
  if (here instanceof z.ZodRecord) {
    const { keyType, valueType } = here;
    return {
      keys: ["*"],
      at: (key) => (key === "*" || z.safeParse(keyType, key).success ? [valueType] : []),
    };
  }
  if (here instanceof z.ZodUnion) {
    const options = here.options.map(below);
    return { keys: options.flatMap(({ keys }) => keys), at: (key) => options.flatMap(({ at }) => at(key)) };
  }
  return { keys: [], at: () => [] };
}

/** The first step of a path that leads nowhere, with the keys there are in its place; undefined if the path is sound. */
export function lostAt(
  path: readonly string[],
): { readonly step: string; readonly keys: readonly string[] } | undefined {
  let here: readonly Schema[] = [full];
  for (const step of path) {
    const next = here.flatMap((schema) => below(schema).at(step));
    if (next.length === 0) return { step, keys: here.flatMap((schema) => below(schema).keys) };
    here = next;
  }
  return undefined;
}
