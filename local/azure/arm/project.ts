import type { Schema, TypeNode } from "../schema/load.ts";
import { isList, isProps, isUnknown, unknown } from "../values.ts";
import type { Json, Props } from "../values.ts";

/** The part of an object that a schema knows: inputs as outputs, or outputs as inputs. */
export function project(schema: Schema, object: string, value: Props): Props {
  const properties = schema.properties(object);
  const kept: Record<string, Json> = {};
  for (const [name, item] of Object.entries(value)) {
    const type = properties.get(name)?.type;
    if (type) kept[name] = projectValue(schema, type, item);
  }
  return kept;
}

function projectValue(schema: Schema, type: TypeNode, value: Json): Json {
  if (type.kind === "object" && isProps(value)) return project(schema, type.name, value);
  if (type.kind === "list" && isList(value)) return value.map((item) => projectValue(schema, type.of, item));
  if (type.kind === "map" && isProps(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, projectValue(schema, type.of, item)]),
    );
  }
  return value;
}

/**
 * What azure-native shows of a resource before it is written: its inputs in the shape of outputs, and every output
 * that no input gives, at any depth, as unknown.
 */
export function previewOutputs(schema: Schema, object: string, inputs: Props): Props {
  const result: Record<string, Json> = {};
  for (const [name, { type }] of schema.properties(object)) {
    const value = inputs[name];
    result[name] = value === undefined ? unknown : previewValue(schema, type, value);
  }
  return result;
}

function previewValue(schema: Schema, type: TypeNode, value: Json): Json {
  if (isUnknown(value)) return unknown;
  if (type.kind === "object" && isProps(value)) return previewOutputs(schema, type.name, value);
  if (type.kind === "list" && isList(value)) return value.map((item) => previewValue(schema, type.of, item));
  if (type.kind === "map" && isProps(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, previewValue(schema, type.of, item)]),
    );
  }
  return value;
}
