import { gatewayGroup, kedaGroup, rbacGroup, secretsStoreGroup } from "../apiGroups.ts";
import { get, isGiven, items, root, text, type Field } from "../read.ts";
import { azureOf, type Located, type Stack, type StackObject } from "../stack.ts";
import { parseAzureId } from "./azureIds.ts";
import { routeKinds } from "./gateways.ts";
import { clientIdOf, sameIdentity, trustsOf } from "./identities.ts";
import { objectsOfKind } from "./objects.ts";
import type { Tenants } from "./tenants.ts";

/** A place where something of one tenant meets something of another, or of the same. */
export interface Link {
  readonly at: Located;
  readonly field: Field;
  /** Whose the place is. */
  readonly own: string | undefined;
  /** What it leads to. */
  readonly what: string;
  /** Whose that is. */
  readonly other: string | undefined;
}

/** Fields in which objects name another namespace. */
export function namespaceLinks(stack: Stack, tenants: Tenants): readonly Link[] {
  const routes = routeKinds.flatMap((kind) => objectsOfKind(stack, gatewayGroup, kind));
  const named: readonly (readonly [StackObject, readonly Field[]])[] = [
    ...objectsOfKind(stack, rbacGroup, "RoleBinding").map(
      (object) => [object, items(get(object.body, "subjects")).map(subjectNamespace)] as const,
    ),
    ...routes.map((object) => [object, routeReferences(get(object.body, "spec")).map(namespaceIn)] as const),
    ...objectsOfKind(stack, gatewayGroup, "Gateway").map(
      (object) => [object, certificatesOf(object).map(namespaceIn)] as const,
    ),
    ...objectsOfKind(stack, gatewayGroup, "ReferenceGrant").map(
      (object) => [object, items(get(object.body, "spec", "from")).map(namespaceIn)] as const,
    ),
  ];
  return named.flatMap(([at, fields]) =>
    fields.filter(isGiven).map((field) => {
      const [own, other] = [tenants.ofObject(at), tenants.ofNamespace(field)];
      return { at, field, own, what: "a namespace", other };
    }),
  );
}

/** The peers that network policies let in or out. */
export function peersOf({ body }: StackObject): readonly Field[] {
  const spec = get(body, "spec");
  return [
    ...items(get(spec, "ingress")).flatMap((rule) => items(get(rule, "from"))),
    ...items(get(spec, "egress")).flatMap((rule) => items(get(rule, "to"))),
  ];
}

/** Queues that KEDA watches for a workload. */
export function queueLinks(stack: Stack, tenants: Tenants): readonly Link[] {
  const scaled = ["ScaledObject", "ScaledJob"].flatMap((kind) => objectsOfKind(stack, kedaGroup, kind));
  return scaled.flatMap((at) =>
    items(get(at.body, "spec", "triggers"))
      .map((trigger) => get(trigger, "metadata", "queueName"))
      .map((field) => ({
        at,
        field,
        own: tenants.ofObject(at),
        what: "a queue",
        other: tenants.ofName(text(field) ?? ""),
      })),
  );
}

/** Identities that trust a service account. */
export function trustLinks(stack: Stack, tenants: Tenants): readonly Link[] {
  const identities = azureOf(stack, ["managedidentity:UserAssignedIdentity"]);
  return trustsOf(stack).known.map(({ credential, account }) => {
    const identity = identities.find((one) => sameIdentity(one, credential) === true);
    const own = identity === undefined ? undefined : tenants.ofAzure(identity);
    const other = tenants.ofNamespace(account.namespace);
    return { at: credential, field: get(credential.body, "subject"), own, what: "a service account", other };
  });
}

/** Uses of one identity, told by its client id, by objects of several tenants. */
export function identityLinks(stack: Stack, tenants: Tenants): readonly Link[] {
  const uses = [
    ...objectsOfKind(stack, "", "ServiceAccount").map((at) => [at, clientIdOf(at)] as const),
    ...objectsOfKind(stack, kedaGroup, "TriggerAuthentication").map(
      (at) => [at, get(at.body, "spec", "podIdentity", "identityId")] as const,
    ),
    ...objectsOfKind(stack, secretsStoreGroup, "SecretProviderClass").map(
      (at) => [at, get(at.body, "spec", "parameters", "clientID")] as const,
    ),
  ].map(([at, field]) => ({ at, field, own: tenants.ofObject(at) }));
  return sharedBy(uses, "an identity");
}

/** Rights of one identity, told by its object id, on resources that carry the names of several tenants. */
export function grantLinks(stack: Stack, tenants: Tenants): readonly Link[] {
  const grants = azureOf(stack, ["authorization:RoleAssignment"]).map((at) => {
    const name = parseAzureId(text(get(at.body, "scope")) ?? "")?.names.at(-1) ?? "";
    return { at, field: get(at.body, "principalId"), own: tenants.ofName(name) };
  });
  return sharedBy(grants, "an identity with rights on resources");
}

/** The first tenant that shows a value is taken for its owner. */
function sharedBy(uses: readonly Omit<Link, "what" | "other">[], what: string): readonly Link[] {
  const owners = new Map<string, string>();
  return uses.map((use) => {
    const value = text(use.field)?.toLowerCase();
    const other = value === undefined ? undefined : owners.get(value);
    if (value !== undefined && other === undefined && use.own !== undefined) owners.set(value, use.own);
    return { ...use, what, other };
  });
}

/** The group of all service accounts of a namespace counts like one of them. */
function subjectNamespace(subject: Field): Field {
  const name = get(subject, "name");
  const group = /^system:serviceaccounts:(.+)$/.exec(text(name) ?? "");
  if (group !== null) return { ...root(group[1]), path: name.path };
  return text(get(subject, "kind")) === "ServiceAccount"
    ? namespaceIn(subject)
    : get(root(undefined), "namespace");
}

function routeReferences(spec: Field): readonly Field[] {
  const rules = items(get(spec, "rules"));
  const filters = rules.flatMap((rule) => items(get(rule, "filters")));
  return [
    ...items(get(spec, "parentRefs")),
    ...rules.flatMap((rule) => items(get(rule, "backendRefs"))),
    ...filters.map((filter) => get(filter, "requestMirror", "backendRef")),
  ];
}

function certificatesOf({ body }: StackObject): readonly Field[] {
  return items(get(body, "spec", "listeners")).flatMap((listener) =>
    items(get(listener, "tls", "certificateRefs")),
  );
}

function namespaceIn(reference: Field): Field {
  return get(reference, "namespace");
}
