import { all, any, isUnknown, same, type Answer } from "../answer.ts";
import { matchesGlob } from "../glob.ts";
import { namespaceField, type KubernetesObject } from "../object.ts";
import { get, text, type Field, type Unknown } from "../read.ts";
import { strings } from "../settings.ts";
import type { Stack, StackObject } from "../stack.ts";
import { oncePerStack } from "./once.ts";

/** Names one object; `namespace` is absent for kinds that have none. */
export interface Reference {
  readonly group: string;
  readonly kind: string;
  readonly namespace?: Field;
  readonly name: Field;
}

interface Shelf {
  readonly byName: ReadonlyMap<string, StackObject>;
  /** Their namespace or name is not known yet. */
  readonly unsure: readonly StackObject[];
}

const indexOf = oncePerStack((stack) =>
  Map.groupBy(stack.objects, (object) => `${object.group}/${object.kind}`),
);
const shelves = new WeakMap<readonly StackObject[], { namespaced: Shelf; clusterWide: Shelf }>();

/** The objects of one kind, each stack being sorted once for all rules. */
export function objectsOfKind(stack: Stack, group: string, kind: string): readonly StackObject[] {
  return indexOf(stack).get(`${group}/${kind}`) ?? [];
}

/** The object of that name; the value that would have to be known to tell; undefined when there is none. */
export function find(stack: Stack, reference: Reference): StackObject | Unknown | undefined {
  const { group, kind, namespace, name } = reference;
  const unknown = [namespace, name].find((field) => field?.state === "unknown");
  if (unknown?.state === "unknown") return unknown;
  const objects = objectsOfKind(stack, group, kind);
  const { byName, unsure } = shelvesOf(objects)[namespace === undefined ? "clusterWide" : "namespaced"];
  const found = byName.get(keyOf(namespace, name));
  if (found !== undefined) return found;
  const candidates = unsure.map((object) =>
    all([
      same(nameOf(object), name),
      ...(namespace === undefined ? [] : [same(namespaceField(object), namespace)]),
    ]),
  );
  const answer = any(candidates);
  return isUnknown(answer) ? answer : undefined;
}

/** The result of a search is an object, not a value that is missing to tell. */
export function isObject(found: StackObject | Unknown | undefined): found is StackObject {
  return found !== undefined && "body" in found;
}

/** What names an object of a namespace. */
export function referenceTo(object: StackObject): Reference {
  const { group, kind } = object;
  return { group, kind, namespace: namespaceField(object), name: nameOf(object) };
}

/** Both references name the same object. */
export function sameReference(one: Reference, other: Reference): Answer {
  return all([
    one.kind === other.kind && one.group === other.group,
    one.namespace === undefined || other.namespace === undefined || same(one.namespace, other.namespace),
    same(one.name, other.name),
  ]);
}

/** The field with an object's own name. */
export function nameOf({ body }: KubernetesObject): Field {
  return get(body, "metadata", "name");
}

/** What rules take to leave alone what lives outside the stack. */
export const externalParam = strings(
  [],
  "What lives outside the stack, as namespace/name; * stands for any text.",
);

/** The name is on the list of what lives outside the stack; a part that is not known yet counts as empty. */
export function isExternal(patterns: readonly string[], namespace: Field, name: Field): boolean {
  const written = keyOf(namespace, name);
  return patterns.some((pattern) => matchesGlob(pattern, written));
}

function shelvesOf(objects: readonly StackObject[]) {
  const known = shelves.get(objects);
  if (known !== undefined) return known;
  const made = {
    namespaced: shelve(objects, (object) => namespaceField(object)),
    clusterWide: shelve(objects, () => undefined),
  };
  shelves.set(objects, made);
  return made;
}

function shelve(
  objects: readonly StackObject[],
  namespaceIn: (object: StackObject) => Field | undefined,
): Shelf {
  const named = objects.map((object) => {
    const namespace = namespaceIn(object);
    const name = nameOf(object);
    return { object, namespace, name, sure: namespace?.state !== "unknown" && name.state !== "unknown" };
  });
  // The last one of a name is kept, and an object says more than a patch of it.
  const sure = named
    .filter((one) => one.sure)
    .toSorted((one, other) => Number(other.object.body.partial) - Number(one.object.body.partial));
  return {
    byName: new Map(sure.map(({ object, namespace, name }) => [keyOf(namespace, name), object])),
    unsure: named.filter((one) => !one.sure).map(({ object }) => object),
  };
}

function keyOf(namespace: Field | undefined, name: Field): string {
  return `${namespace === undefined ? "" : (text(namespace) ?? "")}/${text(name) ?? ""}`;
}
