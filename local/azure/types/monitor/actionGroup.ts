import { badRequest } from "../../arm/errors.ts";
import type { ResourceType } from "../../resourceType.ts";
import { isProps, listAt, textAt } from "../../values.ts";
import { inGroup } from "../resourceGroup.ts";

export const actionGroup: ResourceType = {
  module: "monitor",
  name: "ActionGroup",
  armType: "Microsoft.Insights/actionGroups",
  id: `${inGroup}/providers/Microsoft.Insights/actionGroups/{actionGroupName}`,
  naming: {
    property: "actionGroupName",
    auto: "random",
    min: 1,
    max: 260,
    pattern: /^[^/&%\\?]*[^/&%\\?. ]$/,
    rule: "no / & % \\ ?, and no space or period at the end",
  },
  locationRequired: true,
  replaces: ["location"],
  check(inputs) {
    const short = textAt(inputs, "groupShortName") ?? "";
    return short.length > 12 ? [`'groupShortName' must be 1 to 12 characters, got '${short}'`] : [];
  },
  admit({ inputs }) {
    const names = listAt(inputs, "emailReceivers")
      .filter(isProps)
      .map((receiver) => textAt(receiver, "name"));
    const twice = names.find((name, index) => names.indexOf(name) !== index);
    if (twice === undefined) return;
    throw badRequest(`The receiver name '${twice}' is used more than once.`, "ReceiverNameIsNotUnique");
  },
};
