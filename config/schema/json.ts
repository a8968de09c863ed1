/** JSON Schemas made of the schemas that check, and what has to be changed in them. */

import { z } from "zod";

/** As much of JSON Schema, draft 7, as ours come to. */
export interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly pattern?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | JsonSchema;
  readonly patternProperties?: Readonly<Record<string, JsonSchema | boolean>>;
  readonly propertyNames?: JsonSchema;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  /** What editors show in the place of "does not match the pattern": the sentence the checks end with. */
  readonly errorMessage?: string;
  readonly [keyword: string]: unknown;
}

/** What can be said in JSON Schema; a check that cannot is left to `platform validate`. */
export function jsonSchemaOf(schema: z.ZodType): JsonSchema {
  const made = z.toJSONSchema(schema, { target: "draft-7", io: "input", unrepresentable: "any" });
  return JSON.parse(JSON.stringify(made)) as JsonSchema;
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function mapValues<T, R>(map: Readonly<Record<string, T>>, convert: (value: T, key: string) => R) {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, convert(value, key)]));
}

/** The schema with `convert` applied to what its maps hold, and to its alternatives. */
function inside(schema: JsonSchema, convert: (schema: JsonSchema) => JsonSchema): JsonSchema {
  const { properties, additionalProperties, anyOf, oneOf } = schema;
  return {
    ...schema,
    ...(properties ? { properties: mapValues(properties, convert) } : {}),
    ...(typeof additionalProperties === "object"
      ? { additionalProperties: convert(additionalProperties) }
      : {}),
    ...(anyOf ? { anyOf: anyOf.map(convert) } : {}),
    ...(oneOf ? { oneOf: oneOf.map(convert) } : {}),
  };
}

/** The schema with `convert` applied to itself and everything in it, innermost first. */
export function rewrite(schema: JsonSchema, convert: (schema: JsonSchema) => JsonSchema): JsonSchema {
  const inner = (one: JsonSchema) => rewrite(one, convert);
  const { items } = schema;
  return convert({ ...inside(schema, inner), ...(items ? { items: inner(items) } : {}) });
}

/** What a layer below gives need not be written: it becomes a default. In maps by name, `"*"` is every name. */
export function withDefaults(schema: JsonSchema, defaults: unknown): JsonSchema {
  const { properties, required = [], additionalProperties } = schema;
  if (isMap(defaults) && properties) {
    const given = mapValues(properties, (one, key) =>
      Object.hasOwn(defaults, key) ? withDefaults(one, defaults[key]) : one,
    );
    return {
      ...schema,
      properties: given,
      required: required.filter((key) => !Object.hasOwn(defaults, key)),
    };
  }
  if (isMap(defaults) && Object.hasOwn(defaults, "*") && typeof additionalProperties === "object") {
    return { ...schema, additionalProperties: withDefaults(additionalProperties, defaults["*"]) };
  }
  return { ...schema, default: defaults };
}

/** The schema, or null. */
export function orNull(schema: JsonSchema): JsonSchema {
  if (schema.anyOf) return { ...schema, anyOf: [...schema.anyOf, { type: "null" }] };
  if (schema.type === undefined || schema.oneOf || schema.const !== undefined)
    return { anyOf: [schema, { type: "null" }] };
  const type = [schema.type, "null"].flat();
  return { ...schema, type, ...(schema.enum ? { enum: [...schema.enum, null] } : {}) };
}

/**
 * What need not be written may be null as well, which says the same.
 * @param names Whether entries by name may be: that takes them away.
 */
export function withNulls(schema: JsonSchema, names: boolean): JsonSchema {
  return rewrite(schema, (one) => {
    const { properties, required = [], additionalProperties } = one;
    const free =
      properties && mapValues(properties, (value, key) => (required.includes(key) ? value : orNull(value)));
    const other =
      names && typeof additionalProperties === "object"
        ? { additionalProperties: orNull(additionalProperties) }
        : {};
    return { ...one, ...(free ? { properties: free } : {}), ...other };
  });
}

function drop(schema: JsonSchema, keyword: string): JsonSchema {
  return Object.fromEntries(Object.entries(schema).filter(([key]) => key !== keyword));
}

/** A part of what the schema describes: nothing is required. Items of lists stay whole. */
export function partial(schema: JsonSchema): JsonSchema {
  return inside(drop(schema, "required"), partial);
}

/** What {@link partial} takes away, by itself; undefined if that is nothing. */
export function requirements(schema: JsonSchema): JsonSchema | undefined {
  const { required = [], additionalProperties } = schema;
  const each = typeof additionalProperties === "object" ? requirements(additionalProperties) : undefined;
  const properties = Object.entries(schema.properties ?? {}).flatMap(([key, value]) => {
    const inner = requirements(value);
    return inner ? [[key, inner] as const] : [];
  });
  if (required.length === 0 && !each && properties.length === 0) return undefined;
  return {
    ...(required.length > 0 ? { required } : {}),
    ...(properties.length > 0 ? { properties: Object.fromEntries(properties) } : {}),
    ...(each ? { additionalProperties: each } : {}),
  };
}

/** The schema without defaults. */
export function withoutDefaults(schema: JsonSchema): JsonSchema {
  return rewrite(schema, (one) => drop(one, "default"));
}

/** Without properties that cannot stand here. */
export function omit(schema: JsonSchema, keys: readonly string[]): JsonSchema {
  const { properties = {}, required = [] } = schema;
  return {
    ...schema,
    properties: Object.fromEntries(Object.entries(properties).filter(([key]) => !keys.includes(key))),
    required: required.filter((key) => !keys.includes(key)),
  };
}
