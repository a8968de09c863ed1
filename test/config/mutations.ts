/** Ways to spoil a tenant: those that must be refused whatever they hit, and those that may or may not. */

import fc from "fast-check";
import { parse, stringify } from "yaml";

type Path = readonly (string | number)[];
export type Value = string | number | boolean | null | readonly Value[] | { readonly [key: string]: Value };

export function read(text: string): Value {
  return parse(text) as Value;
}

function entriesOf(value: Value): readonly (readonly [string | number, Value])[] {
  if (Array.isArray(value)) return (value as readonly Value[]).map((item, index) => [index, item] as const);
  return typeof value === "object" && value !== null ? Object.entries(value) : [];
}

/** Paths of everything inside a value. */
export function pathsOf(value: Value, above: Path = []): readonly Path[] {
  return entriesOf(value).flatMap(([key, item]) => [[...above, key], ...pathsOf(item, [...above, key])]);
}

export function at(value: Value, path: Path): Value | undefined {
  return path.reduce<Value | undefined>(
    (here, step) => (here === undefined ? undefined : entriesOf(here).find(([key]) => key === step)?.[1]),
    value,
  );
}

/** The value with what is at a path changed; undefined takes it out. */
export function put(value: Value, [step, ...rest]: Path, change: (old: Value) => Value | undefined): Value {
  const changed = entriesOf(value).flatMap(([key, item]) => {
    if (key !== step) return [[key, item] as const];
    const next = rest.length > 0 ? put(item, rest, change) : change(item);
    return next === undefined ? [] : [[key, next] as const];
  });
  return Array.isArray(value) ? changed.map(([, item]) => item) : Object.fromEntries(changed);
}

/** Maps whose keys are names or variables: any key of the right form is one more. */
const free =
  /^(environments|(environments\.\w+\.)?(resources|services|workers|jobs)(\.[\w-]+\.(env|secrets))?)$/;
/** Values that may be any text. */
const anyText = /\.(env\.\w+|(command|args|exec)(\.\d+)?)$/;

interface Refused {
  readonly title: string;
  /** Whether it spoils what is at this path. */
  readonly fits: (path: string, value: Value) => boolean;
  readonly spoil: (value: Value) => Value;
}

const isMap = (value: Value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** Whatever they hit, the file has become wrong. */
export const refused: readonly Refused[] = [
  {
    title: "a key nobody knows",
    fits: (path, value) => isMap(value) && !free.test(path),
    spoil: (value) => ({ ...(value as object), zzz: 1 }),
  },
  { title: "a list in a list", fits: () => true, spoil: () => [[]] },
  { title: "a number below zero", fits: (_path, value) => typeof value === "number", spoil: () => -1 },
  {
    title: "text that is no name, path, image or host",
    fits: (path, value) => typeof value === "string" && !anyText.test(path),
    spoil: () => "\u2603 \u2603",
  },
  {
    title: "text for a number",
    fits: (_path, value) => typeof value === "number",
    spoil: () => "many",
  },
  {
    title: "a list for a map",
    fits: (_path, value) => isMap(value),
    spoil: (value) => Object.keys(value as object),
  },
];

const pool: readonly Value[] = [
  0,
  1,
  2,
  100,
  65_536,
  1.5,
  true,
  false,
  null,
  "",
  "a",
  "web",
  "shop-db",
  "shop",
  "other",
  "shop/web:2.0.0",
  "1Gi",
  "250m",
  "/",
  "/api",
  "shop.com",
  "dev.example.com",
  "small",
  "huge",
  [],
  ["web"],
  {},
  { a: "b" },
  "x".repeat(500),
];

/** Any change to the structure: taken out, replaced, copied from elsewhere, under another key. */
export function change(base: Value): fc.Arbitrary<Value> {
  const path = fc.constantFrom(...pathsOf(base));
  const replaced = fc
    .tuple(path, fc.constantFrom(...pool))
    .map(([where, value]) => put(base, where, () => value));
  const removed = path.map((where) => put(base, where, () => undefined));
  const copied = fc.tuple(path, path).map(([from, to]) => put(base, to, (old) => at(base, from) ?? old));
  const renamed = fc.tuple(path, path).map(([where, other]) => {
    const key = String(other.at(-1));
    const old = at(base, where) ?? null;
    const without = put(base, where, () => undefined);
    return put(without, where.slice(0, -1), (map) => (isMap(map) ? { ...(map as object), [key]: old } : map));
  });
  return fc.oneof(replaced, removed, copied, renamed);
}

/** Damage to the text itself. */
export function damage(text: string): fc.Arbitrary<string> {
  const words = [
    "",
    ":",
    "- ",
    "{",
    "}",
    "[",
    "]",
    '"',
    "'",
    "#",
    "\t",
    "&a ",
    "*a",
    "<<: *a",
    "|",
    ">",
    "!x ",
    "%",
    "\u0000",
    "\uFEFF",
    "---\n",
    "? ",
    "null",
    "  ",
  ];
  const one = fc.record({ from: fc.nat(text.length), length: fc.nat(12), word: fc.constantFrom(...words) });
  return fc
    .array(one, { minLength: 1, maxLength: 3 })
    .map((all) =>
      all.reduce(
        (result, { from, length, word }) => result.slice(0, from) + word + result.slice(from + length),
        text,
      ),
    );
}

export { stringify as write };
