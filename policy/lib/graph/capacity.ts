import { sameNamespace } from "../object.ts";
import { podSpecOf, type Container } from "../podSpec.ts";
import { get, isGiven, items, text, type Field } from "../read.ts";
import type { Stack, StackObject } from "../stack.ts";
import { objectsOfKind } from "./objects.ts";

/** What a container asks for of a resource, or may use. */
export type Bound = "requests" | "limits";

/** The containers that run as long as their pod: those that restart for ever count among the init containers. */
export function lastingContainers(object: StackObject): readonly Container[] {
  const containers = podSpecOf(object, ["containers", "initContainers"])?.containers ?? [];
  return containers.filter(({ list, field }) => list === "containers" || isSidecar(field));
}

export function isSidecar(container: Field): boolean {
  return text(get(container, "restartPolicy")) === "Always";
}

/**
 * What counts for a container once Kubernetes has filled in its defaults: a limit serves as the request that is not
 * set, and the LimitRanges of the namespace for both.
 */
export function boundOf(
  stack: Stack,
  object: StackObject,
  container: Field,
  bound: Bound,
  resource: string,
): Field {
  const resources = get(container, "resources");
  const own = get(resources, bound, resource);
  const limit = get(resources, "limits", resource);
  const defaults = objectsOfKind(stack, "", "LimitRange")
    .filter((range) => sameNamespace(range, object) === true)
    .flatMap((range) => items(get(range.body, "spec", "limits")))
    .filter((entry) => text(get(entry, "type")) === "Container");
  const fallbacks = bound === "limits" ? ["default"] : ["defaultRequest", "default"];
  const candidates = [
    own,
    ...(bound === "requests" ? [limit] : []),
    ...fallbacks.flatMap((key) => defaults.map((entry) => get(entry, key, resource))),
  ];
  return candidates.find(isGiven) ?? own;
}
