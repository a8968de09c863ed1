/** Property values as they travel: JSON in which an unknown is a sentinel string. */
export type Json = null | boolean | number | string | readonly Json[] | Props;

/** A property map. */
export interface Props {
  readonly [name: string]: Json;
}

/** What stands for a value that is not known before the deployment. */
export const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** The engine has one sentinel per kind of value; all mean the same here. */
const sentinels: ReadonlySet<Json> = new Set([
  unknown,
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7", // boolean
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421", // number
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2", // list
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff", // object
]);

export function isUnknown(value: Json | undefined): boolean {
  return typeof value === "string" && sentinels.has(value);
}

export function isProps(value: Json | undefined): value is Props {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** The value at a dotted path, if everything on the way is an object. */
export function at(value: Json | undefined, path: string): Json | undefined {
  return path
    .split(".")
    .reduce<Json | undefined>((node, key) => (isProps(node) ? node[key] : undefined), value);
}

/** The known, non-empty string at a path. */
export function textAt(value: Json | undefined, path: string): string | undefined {
  const found = at(value, path);
  return typeof found === "string" && found !== "" && !isUnknown(found) ? found : undefined;
}

export function numberAt(value: Json | undefined, path: string): number | undefined {
  const found = at(value, path);
  return typeof found === "number" ? found : undefined;
}

/** Whether the value at a path is `true`. */
export function isOn(value: Json | undefined, path: string): boolean {
  return at(value, path) === true;
}

export function listAt(value: Json | undefined, path: string): readonly Json[] {
  const found = at(value, path);
  return isList(found) ? found : [];
}

/** The strings of a list. */
export function textsAt(value: Json | undefined, path: string): readonly string[] {
  return listAt(value, path).filter((item) => typeof item === "string");
}

export function propsAt(value: Json | undefined, path: string): Props {
  const found = at(value, path);
  return isProps(found) ? found : {};
}

/** The string entries of a map. */
export function mapAt(value: Json | undefined, path: string): Record<string, string> {
  const entries = Object.entries(propsAt(value, path));
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}

/** Whether two values are the same, whatever the order of their keys. */
export function same(a: Json | undefined, b: Json | undefined): boolean {
  if (isList(a) && isList(b)) return a.length === b.length && a.every((item, index) => same(item, b[index]));
  if (isProps(a) && isProps(b)) {
    const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
    return [...keys].every((key) => same(a[key], b[key]));
  }
  return a === b;
}

/** `over` laid on `under`: maps merge by key, everything else replaces. */
export function merge(under: Props, over: Props): Props {
  const result: Record<string, Json> = { ...under };
  for (const [key, value] of Object.entries(over)) {
    const below = result[key];
    result[key] = isProps(below) && isProps(value) ? merge(below, value) : value;
  }
  return result;
}

/** Drops the properties without a value, so that a literal may name optional ones. */
export function compact(properties: Readonly<Record<string, Json | undefined>>): Props {
  return Object.fromEntries(
    Object.entries(properties).filter(
      (entry): entry is [string, Json] => entry[1] !== undefined && entry[1] !== null,
    ),
  );
}
