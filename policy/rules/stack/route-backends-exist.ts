import { all, anyItem, same, type Answer } from "../../lib/answer.ts";
import { gatewayGroup } from "../../lib/apiGroups.ts";
import { locate, undecided, unless, violation, type Finding } from "../../lib/finding.ts";
import { kubeScore } from "../../lib/frameworks.ts";
import { ingressBackends, routeBackends, type Backend } from "../../lib/graph/backends.ts";
import { admits, gatewayParents, meansListener, routeKinds, sharesHost } from "../../lib/graph/gateways.ts";
import { granted } from "../../lib/graph/grants.ts";
import { externalParam, nameOf, objectsOfKind } from "../../lib/graph/objects.ts";
import { resolve } from "../../lib/graph/references.ts";
import { namespaceField } from "../../lib/object.ts";
import { get, isGiven, items, isPending, text, type Field } from "../../lib/read.ts";
import { defineStackRule } from "../../lib/rule.ts";
import type { Stack, StackObject } from "../../lib/stack.ts";

export const routeBackendsExist = defineStackRule({
  name: "stack-route-backends-exist",
  description: "Routes must lead from a listener that takes them to a Service and port that exist.",
  severity: "medium",
  level: "mandatory",
  framework: kubeScore("ingress-targets-service"),
  tags: ["kube-linter:dangling-ingress", "kube-score:ingress-targets-service"],
  remediationSteps: "Correct the name, the port or the listener; grant references across namespaces.",
  url: "https://gateway-api.sigs.k8s.io/api-types/httproute/",
  params: { external: externalParam },
  check: (stack, { external }) => {
    const ingresses = ["networking.k8s.io", "extensions"].flatMap((group) =>
      objectsOfKind(stack, group, "Ingress"),
    );
    const routes = routeKinds.flatMap((kind) => objectsOfKind(stack, gatewayGroup, kind));
    return [
      ...ingresses.flatMap((ingress) =>
        [
          ...pending(ingress, "rules"),
          ...ingressBackends(ingress).flatMap(checkBackend(stack, ingress, external)),
        ].map((finding) => locate(ingress, finding)),
      ),
      ...routes.flatMap((route) =>
        [
          ...pending(route, "parentRefs"),
          ...pending(route, "rules"),
          ...gatewayParents(route).flatMap((parent) => checkParent(stack, route, parent, external)),
          ...routeBackends(route).flatMap(checkBackend(stack, route, external)),
        ].map((finding) => locate(route, finding)),
      ),
    ];
  },
});

function pending({ body }: StackObject, key: string): readonly Finding[] {
  const field = get(body, "spec", key);
  return [field, ...items(field)].filter(isPending).map(undecided);
}

function checkBackend(stack: Stack, route: StackObject, external: readonly string[]) {
  return (backend: Backend): readonly Finding[] => {
    const { name, namespace, port, by } = backend;
    const reference = { group: "", kind: "Service", namespace, name };
    const { object, findings } = resolve(stack, reference, external);
    if (object === undefined) return findings;
    return [
      ...unless(granted(stack, route, { kind: "Service", namespace, name }), [
        violation(
          namespace,
          `no ReferenceGrant lets this ${route.kind} use Service ${text(name) ?? ""}`,
          "Add one to the namespace of the Service",
        ),
      ]),
      ...checkPort(object, port, by),
    ];
  };
}

function checkPort(service: StackObject, port: Field, by: Backend["by"]): readonly Finding[] {
  if (port.state === "missing") return [violation(port, "not set", "Name a port of the Service")];
  if (port.state === "unknown") return isPending(port) ? [undecided(port)] : [];
  const ports = get(service.body, "spec", "ports");
  // An ExternalName Service passes every port on.
  if (text(get(service.body, "spec", "type")) === "ExternalName" && !isGiven(ports)) return [];
  return unless(
    anyItem(ports, (one) => same(get(one, by), port)),
    [violation(port, `Service ${text(nameOf(service)) ?? ""} has no such port`, "Name one of its ports")],
  );
}

function checkParent(
  stack: Stack,
  route: StackObject,
  parent: Field,
  external: readonly string[],
): readonly Finding[] {
  const home = get(parent, "namespace");
  const namespace = isGiven(home) ? home : namespaceField(route);
  const name = get(parent, "name");
  const { object, findings } = resolve(
    stack,
    { group: gatewayGroup, kind: "Gateway", namespace, name },
    external,
  );
  if (object === undefined) return findings;
  const listeners = get(object.body, "spec", "listeners");
  const gateway = `Gateway ${text(name) ?? ""}`;
  const section = ["sectionName", "port", "name"].map((key) => get(parent, key)).find(isGiven) ?? name;
  const steps: readonly [fits: (listener: Field) => Answer, problem: string, fix: string][] = [
    [(one) => meansListener(parent, one), `${gateway} has no such listener`, "Name one of its listeners"],
    [
      (one) => admits(stack, object, one, route),
      `the listener of ${gateway} takes no ${route.kind} of this namespace`,
      "Allow it by allowedRoutes, or name another listener",
    ],
    [
      (one) => sharesHost(one, route),
      `the listener of ${gateway} serves none of the route's hostnames`,
      "Name the listener of these hosts",
    ],
  ];
  // The first step that no listener survives is what is wrong.
  for (const [index, [, problem, fix]] of steps.entries()) {
    const sofar = steps.slice(0, index + 1).map(([fits]) => fits);
    const answer = anyItem(listeners, (one) => all(sofar.map((fits) => fits(one))));
    if (answer !== true) return unless(answer, [violation(section, problem, fix)]);
  }
  return [];
}
