/** What a program registers, in a form that people read in a review. */

import { fileURLToPath } from "node:url";
import { configurationOf, recordEnvironment, root } from "../support/program.ts";
import type { Recording } from "../support/runtime.ts";

export interface Entry {
  readonly type: string;
  readonly name: string;
  /** Name of the parent; empty at the top. */
  readonly parent: string;
  readonly inputs: unknown;
}

/** The environments whose inventories are committed. */
export const stacks = ["local", "dev", "staging", "prod"] as const;

export function goldenFile(stack: string): string {
  return fileURLToPath(new URL(`${stack}.json`, import.meta.url));
}

export async function inventoryOf(stack: string): Promise<readonly Entry[]> {
  return inventory(await recordEnvironment(configurationOf(stack)));
}

/** Sorted by type and name: the order of registration depends on timing. */
function inventory({ resources }: Recording): readonly Entry[] {
  const names = new Map(resources.map(({ urn, name }) => [urn, name]));
  const entries = resources.map(({ type, name, parent, inputs, secrets }) => {
    const plain = sanitize(inputs, "", new Set(secrets));
    return { type, name, parent: names.get(parent) ?? "", inputs: plain };
  });
  return entries.sort((a, b) => compare(a.type, b.type) || compare(a.name, b.name));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** Keys sorted, secrets and this machine's folders left out. */
function sanitize(value: unknown, path: string, secrets: ReadonlySet<string>): unknown {
  if (secrets.has(path)) return "<secret>";
  if (typeof value === "string") return value.replaceAll(root, "<root>/");
  if (Array.isArray(value)) return value.map((item, index) => sanitize(item, `${path}[${index}]`, secrets));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => compare(a, b));
  return Object.fromEntries(
    entries.map(([key, item]) => [key, sanitize(item, path === "" ? key : `${path}.${key}`, secrets)]),
  );
}

/** One line for each resource or value that is not what it was. */
export function difference(before: readonly Entry[], after: readonly Entry[]): string[] {
  const key = ({ type, name }: Entry) => `${type} ${name}`;
  const old = new Map(before.map((entry) => [key(entry), entry]));
  const now = new Map(after.map((entry) => [key(entry), entry]));
  const gone = [...old.keys()].filter((name) => !now.has(name)).map((name) => `- ${name}`);
  const changed = [...now].flatMap(([name, entry]) => {
    const was = old.get(name);
    if (!was) return [`+ ${name}`];
    return changes(
      { parent: was.parent, inputs: was.inputs },
      { parent: entry.parent, inputs: entry.inputs },
    ).map((change) => `~ ${name}: ${change}`);
  });
  return [...gone, ...changed];
}

function changes(before: unknown, after: unknown, path = ""): string[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  if (!isMap(before) || !isMap(after))
    return [`${path}: ${JSON.stringify(before)} -> ${JSON.stringify(after)}`];
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return keys.flatMap((key) => changes(before[key], after[key], path === "" ? key : `${path}.${key}`));
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
