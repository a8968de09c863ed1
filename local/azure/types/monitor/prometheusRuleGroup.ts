import { badRequest, referenceNotFound } from "../../arm/errors.ts";
import type { ResourceType } from "../../resourceType.ts";
import { isProps, listAt, textAt, textsAt } from "../../values.ts";
import { inGroup } from "../resourceGroup.ts";

/** Azure takes this many rules into a group. */
const most = 20;

export const prometheusRuleGroup: ResourceType = {
  module: "alertsmanagement",
  name: "PrometheusRuleGroup",
  armType: "Microsoft.AlertsManagement/prometheusRuleGroups",
  id: `${inGroup}/providers/Microsoft.AlertsManagement/prometheusRuleGroups/{ruleGroupName}`,
  naming: {
    property: "ruleGroupName",
    auto: "random",
    min: 1,
    max: 260,
    pattern: /^[^:@/#{}%&+*<>?]+$/,
    rule: "no : @ / # { } % & + * < > ?",
  },
  locationRequired: true,
  replaces: ["location"],
  admit({ inputs, azure }) {
    for (const scope of textsAt(inputs, "scopes")) {
      if (!azure.get(scope)) throw referenceNotFound(scope, "scopes");
    }
    const rules = listAt(inputs, "rules").filter(isProps);
    if (rules.length === 0 || rules.length > most) {
      throw badRequest(`A rule group holds 1 to ${most} rules, got ${rules.length}.`, "BadRequest", "rules");
    }
    for (const rule of rules) {
      const name = textAt(rule, "alert") ?? textAt(rule, "record");
      if (name === undefined) throw badRequest("A rule must have either 'alert' or 'record'.", "BadRequest");
      for (const action of listAt(rule, "actions")) {
        const id = textAt(action, "actionGroupId") ?? "";
        if (!azure.get(id)) throw referenceNotFound(id, `rules.${name}.actions`);
      }
    }
  },
};
