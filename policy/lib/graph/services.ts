import { all, any, same, type Answer } from "../answer.ts";
import { podSpecOf } from "../podSpec.ts";
import { entries, get, items, orElse, text, type Field } from "../read.ts";
import type { Stack, StackObject } from "../stack.ts";
import { objectsOfKind } from "./objects.ts";

/** Services that find their pods by a selector; the others get their endpoints from elsewhere. */
export function selectingServices(stack: Stack): readonly StackObject[] {
  return objectsOfKind(stack, "", "Service").filter(({ body }) => {
    const selector = get(body, "spec", "selector");
    const external = text(get(body, "spec", "type")) === "ExternalName";
    const empty = selector.state === "known" && entries(selector).length === 0;
    return !external && selector.state !== "missing" && !empty;
  });
}

/** DNS answers with the pods themselves. */
export function isHeadless({ body }: StackObject): boolean {
  return text(get(body, "spec", "clusterIP")) === "None";
}

/** The pods of a workload answer on the port a Service sends to. */
export function answersOn(workload: StackObject, servicePort: Field): Answer {
  const pod = podSpecOf(workload);
  if (pod === undefined) return true;
  const target = orElseField(get(servicePort, "targetPort"), get(servicePort, "port"));
  const lists = (["containers", "initContainers"] as const).map((list) => get(pod.field, list));
  const containers = lists.flatMap(items);
  const portLists = containers.map((container) => get(container, "ports"));
  const ports = portLists.flatMap(items);
  const open = [...lists, ...containers, ...portLists].filter((field) => field.state === "unknown");
  const named = /[a-z]/i.test(text(target) ?? "");
  // Declaring ports by number is optional: pods that declare none can answer on any.
  if (!named && target.state === "known" && ports.length === 0 && open.length === 0) return true;
  const protocol = orElse(get(servicePort, "protocol"), "TCP");
  return any([
    ...ports.map((port) =>
      all([
        same(orElse(get(port, "protocol"), "TCP"), protocol),
        same(get(port, named ? "name" : "containerPort"), target),
      ]),
    ),
    ...open,
  ]);
}

function orElseField(field: Field, fallback: Field): Field {
  return field.state === "missing" ? fallback : field;
}
