import { all, same } from "../answer.ts";
import { gatewayGroup } from "../apiGroups.ts";
import { undecided, violation, type Finding } from "../finding.ts";
import { namespaceField } from "../object.ts";
import { get, isGiven, isPending, items, orElse, text, type Field } from "../read.ts";
import type { Stack, StackObject } from "../stack.ts";
import type { SecretReference } from "./certificates.ts";
import { gatewayParents, meansListener, routeKinds } from "./gateways.ts";
import { nameOf, objectsOfKind } from "./objects.ts";

export interface Host {
  readonly field: Field;
  /** Whose field it is: a listener without a hostname serves the hosts of its routes. */
  readonly owner: StackObject;
}

/** Where TLS ends: for these hosts, with any of these Secrets. */
export interface Place {
  readonly owner: StackObject;
  readonly secrets: readonly SecretReference[];
  readonly hosts: readonly Host[];
  readonly findings: readonly Finding[];
}

/** The entries of an Ingress's `tls`. */
export function ingressPlaces(owner: StackObject): readonly Place[] {
  const namespace = namespaceField(owner);
  const tls = get(owner.body, "spec", "tls");
  const hidden = { owner, secrets: [], hosts: [], findings: [tls].filter(isPending).map(undecided) };
  return [
    hidden,
    ...items(tls).map((entry) => {
      const name = get(entry, "secretName");
      const hosts = get(entry, "hosts");
      const problem = violation(name, "not set", "Name the Secret that a Certificate writes");
      return {
        owner,
        secrets: isGiven(name) ? [{ namespace, name }] : [],
        hosts: items(hosts).map((field) => ({ field, owner })),
        findings: [
          ...[hosts].filter(isPending).map(undecided),
          ...(name.state === "missing" ? [problem] : []),
        ],
      };
    }),
  ];
}

/** The listeners of a Gateway that name certificates. */
export function gatewayPlaces(stack: Stack, owner: StackObject): readonly Place[] {
  const listeners = get(owner.body, "spec", "listeners");
  const hidden = { owner, secrets: [], hosts: [], findings: [listeners].filter(isPending).map(undecided) };
  return [hidden, ...items(listeners).map((listener) => listenerPlace(stack, owner, listener))];
}

function listenerPlace(stack: Stack, owner: StackObject, listener: Field): Place {
  const references = get(listener, "tls", "certificateRefs");
  const hostname = get(listener, "hostname");
  const secrets = items(references)
    .filter((reference) => (text(orElse(get(reference, "kind"), "Secret")) ?? "Secret") === "Secret")
    .map((reference) => {
      const home = get(reference, "namespace");
      return { namespace: isGiven(home) ? home : namespaceField(owner), name: get(reference, "name") };
    });
  const named = isPending(hostname) || (text(hostname) ?? "") !== "";
  const hosts = named ? [{ field: hostname, owner }] : routeHosts(stack, owner, listener);
  const findings = [references].filter(isPending).map(undecided);
  return { owner, secrets, hosts: secrets.length === 0 ? [] : hosts, findings };
}

/** The hosts of the routes that certainly belong to the listener. */
function routeHosts(stack: Stack, gateway: StackObject, listener: Field): readonly Host[] {
  return routeKinds
    .flatMap((kind) => objectsOfKind(stack, gatewayGroup, kind))
    .filter((route) =>
      gatewayParents(route).some((parent) => {
        const home = get(parent, "namespace");
        const answers = [
          same(get(parent, "name"), nameOf(gateway)),
          same(isGiven(home) ? home : namespaceField(route), namespaceField(gateway)),
          meansListener(parent, listener),
        ];
        return all(answers) === true;
      }),
    )
    .flatMap((owner) => items(get(owner.body, "spec", "hostnames")).map((field) => ({ field, owner })));
}
