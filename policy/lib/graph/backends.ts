import { namespaceField } from "../object.ts";
import { get, isGiven, items, orElse, text, type Field } from "../read.ts";
import type { StackObject } from "../stack.ts";

/** Where a route or an Ingress sends requests. */
export interface Backend {
  readonly name: Field;
  readonly namespace: Field;
  readonly port: Field;
  /** How the port is named: by a Service port's `port` or `name`. */
  readonly by: "port" | "name";
}

/** The Services that an Ingress sends to. */
export function ingressBackends(ingress: StackObject): readonly Backend[] {
  const spec = get(ingress.body, "spec");
  const paths = items(get(spec, "rules")).flatMap((rule) => items(get(rule, "http", "paths")));
  return [get(spec, "defaultBackend"), ...paths.map((path) => get(path, "backend"))]
    .filter((backend) => isGiven(get(backend, "service")))
    .map((backend) => {
      const service = get(backend, "service");
      const named = get(service, "port", "name");
      const by = isGiven(named) ? "name" : "port";
      return {
        name: get(service, "name"),
        namespace: namespaceField(ingress),
        port: by === "name" ? named : get(service, "port", "number"),
        by,
      };
    });
}

/** The Services that a route of Gateway API sends or copies requests to. */
export function routeBackends(route: StackObject): readonly Backend[] {
  const rules = items(get(route.body, "spec", "rules"));
  const mirrors = rules
    .flatMap((rule) => items(get(rule, "filters")))
    .map((filter) => get(filter, "requestMirror", "backendRef"))
    .filter(isGiven);
  return [...rules.flatMap((rule) => items(get(rule, "backendRefs"))), ...mirrors]
    .filter(
      (reference) =>
        (text(orElse(get(reference, "kind"), "Service")) ?? "Service") === "Service" &&
        (text(orElse(get(reference, "group"), "")) ?? "") === "",
    )
    .map((reference) => {
      const namespace = get(reference, "namespace");
      return {
        name: get(reference, "name"),
        namespace: isGiven(namespace) ? namespace : namespaceField(route),
        port: get(reference, "port"),
        by: "port",
      };
    });
}
