import { same, type Answer } from "./answer.ts";
import { entries, get, isPending, items, root, text, type Field } from "./read.ts";

/** One Kubernetes object, from whatever source. */
export interface KubernetesObject {
  /** API group; empty for the core group. */
  readonly group: string;
  /** Kind, without `Patch` or `List`. */
  readonly kind: string;
  readonly body: Field;
}

/** The Kubernetes objects in one Pulumi resource: one, none for other resources, several for a `...List`. */
export function fromResource(type: string, props: unknown): readonly KubernetesObject[] {
  const match = /^kubernetes:([^:]+):([^:]+)$/.exec(type);
  if (match === null) return [];
  const [, apiVersion = "", name = ""] = match;
  const kind = name.replace(/Patch$/, "");
  return expand({ group: groupOf(apiVersion), kind, body: root(props, kind !== name) });
}

/** The Kubernetes objects in one plain manifest. */
export function fromManifest(manifest: unknown): readonly KubernetesObject[] {
  return fromBody(root(manifest));
}

/** The namespace an object lands in: known or pending, never missing. Kubernetes takes `default` when none is named. */
export function namespaceField({ body }: KubernetesObject): Field {
  const field = get(body, "metadata", "namespace");
  return isPending(field) ? field : root(text(field) ?? "default", false, field.path);
}

/** The namespace an object lands in as text; undefined while unknown. */
export function namespaceOf(object: KubernetesObject): string | undefined {
  return text(namespaceField(object));
}

/** Both objects land in the same namespace. */
export function sameNamespace(one: KubernetesObject, other: KubernetesObject): Answer {
  return same(namespaceField(one), namespaceField(other));
}

/** Those of some objects that land in a namespace, or may. */
export function inNamespace<T extends KubernetesObject>(
  namespace: Field,
  objects: readonly T[],
): readonly T[] {
  return objects.filter((object) => same(namespaceField(object), namespace) !== false);
}

function fromBody(body: Field): readonly KubernetesObject[] {
  const kind = text(get(body, "kind"));
  if (kind === undefined) return [];
  return expand({ group: groupOf(text(get(body, "apiVersion")) ?? ""), kind, body });
}

/** `v1` and `core/v1` are the core group. */
function groupOf(apiVersion: string): string {
  const [group = "", version] = apiVersion.split("/");
  return version === undefined || group === "core" ? "" : group;
}

/** The members of a list object, which may leave out their kind: `DeploymentList` holds Deployments. */
function expand(object: KubernetesObject): readonly KubernetesObject[] {
  const { kind, body } = object;
  if (!kind.endsWith("List") || entries(body).every(([key]) => key !== "items")) return [object];
  return items(get(body, "items")).flatMap((item) => {
    const own = fromBody(item);
    return own.length > 0 || kind === "List" ? own : [{ ...object, kind: kind.slice(0, -4), body: item }];
  });
}
