import { all, any, anyItem, is, same, type Answer } from "../answer.ts";
import { gatewayGroup } from "../apiGroups.ts";
import { namespaceLabelsOf, selects } from "../labelSelector.ts";
import { namespaceField } from "../object.ts";
import { get, items, orElse, text, type Field } from "../read.ts";
import type { Stack, StackObject } from "../stack.ts";
import { find, isObject } from "./objects.ts";

export const routeKinds = ["HTTPRoute", "GRPCRoute", "TLSRoute", "TCPRoute", "UDPRoute"];

/** The parents of a route that are Gateways; a Service of a mesh can be one too. */
export function gatewayParents({ body }: StackObject): readonly Field[] {
  return items(get(body, "spec", "parentRefs")).filter(
    (parent) =>
      (text(orElse(get(parent, "kind"), "Gateway")) ?? "Gateway") === "Gateway" &&
      (text(orElse(get(parent, "group"), gatewayGroup)) ?? gatewayGroup) === gatewayGroup,
  );
}

/** The parent reference means this listener. */
export function meansListener(parent: Field, listener: Field): Answer {
  const [section, port] = [get(parent, "sectionName"), get(parent, "port")];
  return all([
    section.state === "missing" ? true : same(section, get(listener, "name")),
    port.state === "missing" ? true : same(port, get(listener, "port")),
  ]);
}

/** The listener takes routes of this kind from their namespace. */
export function admits(stack: Stack, gateway: StackObject, listener: Field, route: StackObject): Answer {
  const kinds = get(listener, "allowedRoutes", "kinds");
  return all([
    kinds.state === "missing" ? true : anyItem(kinds, (kind) => is(get(kind, "kind"), route.kind)),
    admitsNamespace(stack, gateway, listener, route),
  ]);
}

function admitsNamespace(stack: Stack, gateway: StackObject, listener: Field, route: StackObject): Answer {
  const from = orElse(get(listener, "allowedRoutes", "namespaces", "from"), "Same");
  if (from.state === "unknown") return from;
  const name = namespaceField(route);
  if (text(from) === "Same") return same(namespaceField(gateway), name);
  if (text(from) !== "Selector") return text(from) === "All";
  const namespace = find(stack, { group: "", kind: "Namespace", name });
  // Nothing tells the labels of a namespace that the stack does not hold.
  if (namespace === undefined) return true;
  const selector = get(listener, "allowedRoutes", "namespaces", "selector");
  return isObject(namespace) ? selects(selector, namespaceLabelsOf(namespace)) : namespace;
}

/** Some host is both the listener's and the route's; none named means every host. */
export function sharesHost(listener: Field, route: StackObject): Answer {
  const host = get(listener, "hostname");
  const names = get(route.body, "spec", "hostnames");
  if (host.state === "missing" || (text(host) ?? "") === "") return host.state === "unknown" ? host : true;
  if (names.state === "missing" || (names.state === "known" && items(names).length === 0)) return true;
  return anyItem(names, (name) => any([covers(host, name), covers(name, host)]));
}

/** The first host is the second one or, as a wildcard of any depth, above it. */
function covers(wide: Field, narrow: Field): Answer {
  const [upper, lower] = [text(wide), text(narrow)];
  if (upper === undefined || lower === undefined || upper === lower) return same(wide, narrow);
  return upper.startsWith("*.") && lower.endsWith(upper.slice(1));
}
