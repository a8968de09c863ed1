import { createHash } from "node:crypto";
import type { Props } from "../values.ts";
import { textAt } from "../values.ts";

/** Who we are in the emulated cloud; every id is plainly made up. */
export const client = {
  subscriptionId: "00000000-0000-0000-0000-000000000001",
  tenantId: "00000000-0000-0000-0000-000000000002",
  clientId: "00000000-0000-0000-0000-000000000003",
  objectId: "00000000-0000-0000-0000-000000000004",
} as const;

export const guidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Names of the placeholders of an id template: `/resourceGroups/{resourceGroupName}/...`. */
export function parametersOf(template: string): readonly string[] {
  return [...template.matchAll(/\{(\w+)\}/g)].flatMap((match) => match[1] ?? []);
}

/** An id from its template and the inputs named in it. */
export function fillTemplate(template: string, inputs: Props): string {
  return template.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    (textAt(inputs, name) ?? "").replace(/^\/|\/$/g, ""),
  );
}

/** The inputs in an id, or undefined if it is no id of this kind. */
export function matchTemplate(template: string, id: string): Record<string, string> | undefined {
  const names = parametersOf(template);
  const pattern = template.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    name === "scope" || name === "resourceUri" ? "(.+)" : "([^/]+)",
  );
  const match = new RegExp(`^${pattern}$`, "i").exec(id);
  if (!match) return undefined;
  return Object.fromEntries(names.map((name, index) => [name, match[index + 1] ?? ""]));
}

export function groupId(group: string): string {
  return `/subscriptions/${client.subscriptionId}/resourceGroups/${group}`;
}

/** The resource group's name in an id. */
export function groupOf(id: string): string | undefined {
  return /^\/subscriptions\/[^/]+\/resourceGroups\/([^/]+)/i.exec(id)?.[1];
}

/** The last segment of an id. */
export function nameOf(id: string): string {
  return id.split("/").at(-1) ?? "";
}

/** The id a child resource hangs on; undefined for what hangs on the resource group itself. */
export function parentOf(id: string): string | undefined {
  const [, scope, tail = ""] = /^(.*\/providers\/)(.+)$/i.exec(id) ?? [];
  const segments = tail.split("/");
  return scope === undefined || segments.length <= 3
    ? undefined
    : `${scope}${segments.slice(0, -2).join("/")}`;
}

/** Whether `id` lies under `ancestor`; ids do not heed case. */
export function isUnder(id: string, ancestor: string): boolean {
  return id.toLowerCase().startsWith(`${ancestor.toLowerCase()}/`);
}

export function sameId(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** A GUID that is always the same for the same words. */
export function guidOf(...words: readonly string[]): string {
  const hex = createHash("sha256").update(words.join("\n").toLowerCase()).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Eight hex digits that are always the same for the same words. */
export function shortHash(...words: readonly string[]): string {
  return guidOf(...words).slice(0, 8);
}
