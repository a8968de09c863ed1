/** Small rules of each scope, to test what carries rules. */
import { undecided, violation, locate } from "../../../policy/lib/finding.ts";
import { get, text } from "../../../policy/lib/read.ts";
import { defineAzureRule, defineRule, defineStackRule } from "../../../policy/lib/rule.ts";
import { objectsOf } from "../../../policy/lib/stack.ts";

const description = {
  ...({ description: "Something must hold.", severity: "low", level: "mandatory" } as const),
  ...{
    framework: { name: "", version: "", reference: "", specification: "" },
    tags: [],
    remediationSteps: "Do it.",
    url: "https://example.com",
  },
};

/** ConfigMaps must be immutable. */
export const objectRule = defineRule({
  ...description,
  name: "k8s-immutable",
  kinds: ["ConfigMap"],
  params: {},
  check: ({ body }) => {
    const field = get(body, "immutable");
    if (field.state === "unknown") return [undecided(field)];
    return field.state === "missing" ? [violation(field, "not set", "Set it")] : [];
  },
});

/** Groups must have a location, and be protected. */
export const azureRule = defineAzureRule({
  ...description,
  name: "azure-location",
  types: ["resources:ResourceGroup"],
  params: {},
  check: ({ body, protect }) => {
    const field = get(body, "location");
    const open = protect === true ? [] : [violation({ path: "protect" }, "is off", "Set it")];
    if (field.state === "unknown") return [undecided(field), ...open];
    return field.state === "missing" ? [violation(field, "not set", "Set it"), ...open] : open;
  },
});

/** ConfigMaps must name another as their friend. */
export const stackRule = defineStackRule({
  ...description,
  name: "stack-friends",
  params: {},
  check: (stack) => {
    const maps = objectsOf(stack, ["ConfigMap"]);
    const names = maps.map(({ body }) => text(get(body, "metadata", "name")));
    return maps.flatMap((map) => {
      const friend = get(map.body, "data", "friend");
      if (friend.state === "unknown") return [locate(map, undecided(friend))];
      return names.includes(text(friend))
        ? []
        : [locate(map, violation(friend, "no such ConfigMap", "Name one"))];
    });
  },
});

/** Rules that break the promise never to throw. */
export const failingRules = [
  defineRule({ ...description, name: "k8s-fails", kinds: ["ConfigMap"], params: {}, check: fail }),
  defineStackRule({ ...description, name: "stack-fails", params: {}, check: fail }),
];

function fail(): never {
  throw new TypeError("hunter2 is no object");
}
