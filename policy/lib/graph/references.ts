import { undecided, violation, type Finding } from "../finding.ts";
import { isPending, root, text, type Field } from "../read.ts";
import { strings } from "../settings.ts";
import type { Stack, StackObject } from "../stack.ts";
import { find, isExternal, isObject, type Reference } from "./objects.ts";

/** A kind of object; `group` is its API group, empty for the core group. */
export interface Kind {
  readonly kind: string;
  readonly group: string;
}

/** What a name stands for, and what there is to say of it when that cannot be told or there is nothing. */
export interface Resolved {
  readonly object?: StackObject;
  readonly findings: readonly Finding[];
}

/** For rules that meet what AKS itself puts into the cluster. */
export const managedParam = strings(
  ["kube-system/*", "gatekeeper-system/*"],
  "Objects that live outside the stack, as namespace/name; * stands for any text.",
);

/** Looks up what a field names; `of` says whose the field is. */
export function resolve(
  stack: Stack,
  reference: Reference,
  external: readonly string[],
  of?: string,
): Resolved {
  const { kind, name, namespace } = reference;
  if (isExternal(external, namespace ?? root(undefined), name)) return { findings: [] };
  const found = find(stack, reference);
  if (isObject(found)) return { object: found, findings: [] };
  if (found !== undefined) return { findings: [undecided(found)] };
  const place = namespace === undefined ? "the stack" : `namespace ${text(namespace) ?? ""}`;
  const problem = `names ${kind} ${text(name) ?? ""}, which is not in ${place}`;
  return {
    findings: [violation({ path: name.path, of }, problem, "Create it there, or list it in external")],
  };
}

/** The fields that a rule would have to know and cannot. */
export function undecidedOf(fields: readonly Field[]): readonly Finding[] {
  return fields.filter(isPending).map(undecided);
}
