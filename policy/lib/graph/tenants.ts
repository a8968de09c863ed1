import type { Answer } from "../answer.ts";
import { namespaceLabelsOf, selects } from "../labelSelector.ts";
import { namespaceField } from "../object.ts";
import { get, text, type Field } from "../read.ts";
import type { Stack, StackAzure, StackObject } from "../stack.ts";
import { nameOf, objectsOfKind } from "./objects.ts";

/** Whose things are. */
export interface Tenants {
  /** Undefined for the platform's namespaces and those outside the stack. */
  readonly ofNamespace: (namespace: Field) => string | undefined;
  /** By the namespace, or else by the object's own label. */
  readonly ofObject: (object: StackObject) => string | undefined;
  /** By the tag. */
  readonly ofAzure: (resource: StackAzure) => string | undefined;
  /** By a name that begins with the tenant's, e.g. `shop_orders` or `shop-password`. */
  readonly ofName: (name: string) => string | undefined;
  /** Tenants one of whose namespaces a selector may pick, each with whether it does. */
  readonly selected: (selector: Field) => readonly (readonly [tenant: string, answer: Answer])[];
  /** How many tenants have a namespace in the stack. */
  readonly count: number;
}

/** Tells tenants apart by the label of their namespaces and the tag of their Azure resources. */
export function tenantsOf(stack: Stack, label: string, tag: string): Tenants {
  const namespaces = objectsOfKind(stack, "", "Namespace").flatMap((namespace) => {
    const tenant = text(get(namespace.body, "metadata", "labels", label));
    return tenant === undefined ? [] : [{ namespace, tenant }];
  });
  const owners = new Map(namespaces.map(({ namespace, tenant }) => [text(nameOf(namespace)), tenant]));
  const ofNamespace = (namespace: Field) => owners.get(text(namespace) ?? "");
  const longestFirst = [...new Set(owners.values())].sort((one, other) => other.length - one.length);
  return {
    ofNamespace,
    ofObject: (object) =>
      ofNamespace(namespaceField(object)) ?? text(get(object.body, "metadata", "labels", label)),
    ofAzure: ({ body }) => text(get(body, "tags", tag)),
    ofName: (name) =>
      longestFirst.find((tenant) => [`${tenant}_`, `${tenant}-`].some((p) => name.startsWith(p))),
    selected: (selector) =>
      namespaces.map(({ namespace, tenant }) => [tenant, selects(selector, namespaceLabelsOf(namespace))]),
    count: longestFirst.length,
  };
}
