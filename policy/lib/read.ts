/**
 * The one way rules read an object. A field is known, unknown or missing; reading never throws.
 *
 * Unknown has two causes. In a preview a value may be computed later: a proxy of @pulumi/policy throws when it
 * is read, and without that proxy it is one of seven sentinel strings. In a `...Patch` resource a field that is
 * not set keeps whatever value the object in the cluster has.
 */

export type Cause = "preview" | "patch";

interface Place {
  /** Where the field is, e.g. `spec.containers[0].image`. */
  readonly path: string;
  /** The object is a patch: what it does not set is unknown, not missing. */
  readonly partial: boolean;
}

export interface Known extends Place {
  readonly state: "known";
  readonly value: unknown;
}

export interface Unknown extends Place {
  readonly state: "unknown";
  readonly cause: Cause;
  /** Path of the value that is unknown: this field or one that contains it. */
  readonly source: string;
}

/** A value that a preview cannot know. */
export type Pending = Unknown & { readonly cause: "preview" };

export interface Missing extends Place {
  readonly state: "missing";
}

export type Field = Known | Unknown | Missing;

type Key = string | number;

/** What the engine sends for an unknown boolean, number, string, array, asset, archive and object. */
const sentinels: ReadonlySet<unknown> = new Set([
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

/** Starts reading at an object. */
export function root(value: unknown, partial = false, path = ""): Field {
  if (value === undefined || value === null) return absent(path, partial);
  if (sentinels.has(value)) return unknown(path, partial, "preview");
  return { state: "known", value, path, partial };
}

/** The field under `keys`; null counts as missing, as it does for Kubernetes. */
export function get(field: Field, ...keys: readonly Key[]): Field {
  return keys.reduce(step, field);
}

/** The elements of a list, without its nulls; nothing when the field is no known list. */
export function items(field: Field): readonly Field[] {
  const length = field.state === "known" ? lengthOf(field.value) : 0;
  return Array.from({ length }, (_, index) => get(field, index)).filter(isGiven);
}

/** The entries of a map, by key; nothing when the field is no known map. */
export function entries(field: Field): readonly (readonly [string, Field])[] {
  if (field.state !== "known" || typeof field.value !== "object" || field.value === null) return [];
  return keysOf(field.value)
    .map((key) => [key, get(field, key)] as const)
    .filter(([, value]) => isGiven(value));
}

/** The field as text; numbers count, because YAML turns unquoted text into numbers. */
export function text(field: Field): string | undefined {
  if (field.state !== "known") return undefined;
  if (typeof field.value === "number") return String(field.value);
  return typeof field.value === "string" ? field.value : undefined;
}

/** The field as a finite number, also when written as text. */
export function number(field: Field): number | undefined {
  const written = text(field)?.trim();
  const value = Number(written);
  return written !== undefined && written !== "" && Number.isFinite(value) ? value : undefined;
}

/** What is not set takes the default. */
export function orElse(field: Field, fallback: string | number): Field {
  return field.state === "missing" ? root(fallback, false, field.path) : field;
}

/** The field's value will be known at the update; a patch that leaves the field alone does not count. */
export function isPending(field: Field): field is Pending {
  return field.state === "unknown" && field.cause === "preview";
}

/** The object says something about the field, be it known or unknown. */
export function isGiven(field: Field): boolean {
  return field.state === "known" || isPending(field);
}

function step(parent: Field, key: Key): Field {
  const { partial } = parent;
  const path = join(parent.path, key);
  if (parent.state === "unknown") return { ...parent, path };
  if (parent.state === "missing" || typeof parent.value !== "object" || parent.value === null)
    return absent(path, partial);
  try {
    if (!Object.hasOwn(parent.value, key)) return absent(path, partial);
    const value: unknown = Reflect.get(parent.value, key);
    return root(value, partial, path);
  } catch {
    return unknown(path, partial, "preview");
  }
}

function absent(path: string, partial: boolean): Field {
  return partial ? unknown(path, partial, "patch") : { state: "missing", path, partial };
}

function unknown(path: string, partial: boolean, cause: Cause): Unknown {
  return { state: "unknown", cause, source: path, path, partial };
}

function lengthOf(value: unknown): number {
  try {
    return Array.isArray(value) ? value.length : 0;
  } catch {
    return 0;
  }
}

function keysOf(value: object): readonly string[] {
  try {
    return Array.isArray(value) ? [] : Object.keys(value);
  } catch {
    return [];
  }
}

function join(path: string, key: Key): string {
  if (typeof key === "number") return `${path}[${key}]`;
  if (!/^[A-Za-z_]\w*$/.test(key)) return `${path}[${JSON.stringify(key)}]`;
  return path === "" ? key : `${path}.${key}`;
}
