import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Property types by name; a name that ends in `!` is required. */
export type ObjectSchema = Readonly<Record<string, string>>;

/** One module as generate.ts writes it. */
export interface ModuleSchema {
  /** ARM API version of each resource. */
  readonly versions: Readonly<Record<string, string>>;
  readonly inputs: Readonly<Record<string, ObjectSchema>>;
  readonly outputs: Readonly<Record<string, ObjectSchema>>;
  /** Values of each enum, joined by `|`. */
  readonly enums: Readonly<Record<string, string>>;
}

/** A property type, parsed. */
export type TypeNode =
  | { readonly kind: "string" | "number" | "boolean" | "any" }
  | { readonly kind: "object"; readonly name: string }
  | { readonly kind: "enum"; readonly values: readonly string[] }
  | { readonly kind: "list"; readonly of: TypeNode }
  | { readonly kind: "map"; readonly of: TypeNode };

export interface Property {
  readonly type: TypeNode;
  readonly required: boolean;
}

/** One side, inputs or outputs, of a module's types. */
export class Schema {
  readonly #objects: Readonly<Record<string, ObjectSchema>>;
  readonly #enums: Readonly<Record<string, string>>;
  readonly #parsed = new Map<string, ReadonlyMap<string, Property>>();

  constructor(objects: Readonly<Record<string, ObjectSchema>>, enums: Readonly<Record<string, string>>) {
    this.#objects = objects;
    this.#enums = enums;
  }

  /** Properties of an object type. */
  properties(object: string): ReadonlyMap<string, Property> {
    const cached = this.#parsed.get(object);
    if (cached) return cached;
    const properties = new Map<string, Property>();
    for (const [key, type] of Object.entries(this.#objects[object] ?? {})) {
      properties.set(key.replace(/!$/, ""), { type: this.#parse(type), required: key.endsWith("!") });
    }
    this.#parsed.set(object, properties);
    return properties;
  }

  #parse(type: string): TypeNode {
    if (type.startsWith("map:")) return { kind: "map", of: this.#parse(type.slice(4)) };
    if (type.endsWith("[]")) return { kind: "list", of: this.#parse(type.slice(0, -2)) };
    if (type.startsWith("#")) return { kind: "object", name: type.slice(1) };
    if (type.startsWith("$")) return { kind: "enum", values: this.#enums[type.slice(1)]?.split("|") ?? [] };
    return type === "string" || type === "number" || type === "boolean" ? { kind: type } : { kind: "any" };
  }
}

/** The types of one module in one API version. */
export interface Module {
  readonly versions: Readonly<Record<string, string>>;
  readonly inputs: Schema;
  readonly outputs: Schema;
}

/**
 * Loads a module; `version` (`v20260301`) asks for another API version than azure-native's default, which exists here
 * as a file of additions, `<module>-<version>.json`, written by hand from Microsoft's own SDK.
 */
export function loadModule(module: string, version?: string): Module {
  const base = read(module);
  const schema = version === undefined ? base : extend(base, read(`${module}-${version}`));
  return {
    versions: schema.versions,
    inputs: new Schema(schema.inputs, schema.enums),
    outputs: new Schema(schema.outputs, schema.enums),
  };
}

function read(name: string): ModuleSchema {
  return JSON.parse(readFileSync(join(import.meta.dirname, `${name}.json`), "utf8")) as ModuleSchema;
}

function extend(base: ModuleSchema, additions: ModuleSchema): ModuleSchema {
  return {
    versions: { ...base.versions, ...additions.versions },
    inputs: extendObjects(base.inputs, additions.inputs),
    outputs: extendObjects(base.outputs, additions.outputs),
    enums: { ...base.enums, ...additions.enums },
  };
}

function extendObjects(
  base: ModuleSchema["inputs"],
  additions: ModuleSchema["inputs"],
): ModuleSchema["inputs"] {
  const result = { ...base };
  for (const [name, properties] of Object.entries(additions)) result[name] = { ...base[name], ...properties };
  return result;
}
