import { all, any, is, same, type Answer } from "../answer.ts";
import { get, isGiven, text, type Field, type Unknown } from "../read.ts";
import { azureOf, type Located, type Stack } from "../stack.ts";
import type { Direction } from "./networkPolicies.ts";
import { nameOf, objectsOfKind } from "./objects.ts";

/** A namespace that carries a tenant's label. */
export interface TenantNamespace extends Located {
  readonly name: Field;
  readonly labels: Field;
  /** Labels that are not known: nobody can tell whether it is a tenant's. */
  readonly open: Unknown | undefined;
}

/** The namespaces of tenants, made by Kubernetes or by AKS. */
export function tenantNamespaces(stack: Stack, label: string): readonly TenantNamespace[] {
  const plain = objectsOfKind(stack, "", "Namespace")
    // A patch that leaves the labels alone makes no tenant.
    .filter(({ body }) => isGiven(get(body, "metadata", "labels")) || !body.partial)
    .map((object) => ({ ...object, name: nameOf(object), labels: get(object.body, "metadata", "labels") }));
  const managed = managedNamespaces(stack).map((resource) => ({
    ...resource,
    labels: get(resource.body, "properties", "labels"),
  }));
  return [...plain, ...managed].flatMap(({ urn, resource, name, labels }) => {
    const mark = get(labels, label);
    const open = labels.state === "unknown" ? labels : undefined;
    const unmarked = mark.state === "missing" || (mark.state === "unknown" && mark.cause === "patch");
    return unmarked ? [] : [{ urn, resource, name, labels, open }];
  });
}

/** AKS gives the namespace a quota. */
export function managedQuota(stack: Stack, name: Field): Answer {
  return any(
    managedNamespaces(stack).map((managed) => {
      const quota = get(managed.body, "properties", "defaultResourceQuota");
      return all([same(managed.name, name), present(quota)]);
    }),
  );
}

/** AKS closes the namespace in this direction. */
export function managedDenies(stack: Stack, name: Field, direction: Direction): Answer {
  return any(
    managedNamespaces(stack).map((managed) => {
      const rule = get(managed.body, "properties", "defaultNetworkPolicy", direction.toLowerCase());
      return all([same(managed.name, name), is(rule, "DenyAll")]);
    }),
  );
}

function managedNamespaces(stack: Stack) {
  return azureOf(stack, ["containerservice:ManagedNamespace"]).map((resource) => ({
    ...resource,
    name: get(resource.body, "managedNamespaceName"),
  }));
}

function present(field: Field): Answer {
  if (field.state === "unknown") return field;
  return field.state === "known" && text(field) === undefined;
}
