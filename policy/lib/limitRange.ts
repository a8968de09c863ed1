import { undecided, violation, type Finding } from "./finding.ts";
import { parseQuantity } from "./quantity.ts";
import { get, isPending, items, text, type Field } from "./read.ts";

/** In the order of their amounts: none may be above a later one. */
const bounds = ["min", "defaultRequest", "default", "max"] as const;
const defaults: readonly string[] = ["defaultRequest", "default"];

/** The items of a LimitRange: one for containers has a default request and limit, each within what it allows. */
export function checkLimitRange(limits: Field, required: readonly string[]): readonly Finding[] {
  if (limits.state === "unknown") return [undecided(limits)];
  const all = items(limits);
  if (all.length === 0)
    return [violation(limits, "holds no limits", "Add an item of type Container with its defaults")];
  return all.flatMap((item) => {
    const type = get(item, "type");
    if (type.state === "unknown") return [undecided(type)];
    return text(type) === "Container" ? required.flatMap((resource) => checkResource(item, resource)) : [];
  });
}

function checkResource(item: Field, resource: string): readonly Finding[] {
  return bounds.flatMap((bound, index) => {
    const field = get(item, bound, resource);
    if (field.state === "missing")
      return defaults.includes(bound)
        ? [violation(field, "not set", "Set what a container gets that asks for nothing")]
        : [];
    if (field.state === "unknown")
      return isPending(field) || defaults.includes(bound) ? [undecided(field)] : [];
    const amount = amountOf(field);
    if (amount === undefined)
      return [violation(field, "is no Kubernetes quantity", "Write it like 250m or 128Mi")];
    const above = bounds.slice(index + 1).find((later) => {
      const limit = amountOf(get(item, later, resource));
      return limit !== undefined && amount > limit;
    });
    return above === undefined
      ? []
      : [violation(field, `above ${above}`, `Lower it to ${above} or below, or raise that`)];
  });
}

function amountOf(field: Field): number | undefined {
  return parseQuantity(text(field) ?? "");
}
