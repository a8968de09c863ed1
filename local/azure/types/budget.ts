import { badRequest } from "../arm/errors.ts";
import type { ResourceType } from "../resourceType.ts";
import { isProps, listAt, numberAt, propsAt, textAt } from "../values.ts";

/** Azure takes this many notifications. */
const most = 5;

export const budget: ResourceType = {
  module: "consumption",
  name: "Budget",
  armType: "Microsoft.Consumption/budgets",
  id: "/{scope}/providers/Microsoft.Consumption/budgets/{budgetName}",
  naming: {
    property: "budgetName",
    auto: "random",
    min: 1,
    max: 63,
    pattern: /^[A-Za-z0-9_-]+$/,
    rule: "letters, digits, underscores and hyphens",
  },
  frozen: ["timePeriod.startDate", "timeGrain"],
  admit({ inputs }) {
    const bad = (message: string, target: string) => badRequest(message, "400", target);
    if ((numberAt(inputs, "amount") ?? 0) <= 0)
      throw bad("Budget amount must be greater than zero.", "amount");
    const start = textAt(inputs, "timePeriod.startDate") ?? "";
    if (!/^\d{4}-\d{2}-01T00:00:00Z?$/.test(start)) {
      throw bad("Start date must be the first of the month.", "timePeriod.startDate");
    }
    const notifications = Object.values(propsAt(inputs, "notifications")).filter(isProps);
    if (notifications.length > most) {
      throw bad(`A budget has at most ${most} notifications, got ${notifications.length}.`, "notifications");
    }
    for (const one of notifications) {
      const threshold = numberAt(one, "threshold") ?? -1;
      if (threshold < 0 || threshold > 1000)
        throw bad(`Threshold must be between 0 and 1000, got ${threshold}.`, "notifications");
      const told = ["contactEmails", "contactGroups", "contactRoles"].flatMap((key) => listAt(one, key));
      if (told.length === 0) throw bad("A notification needs at least one contact.", "notifications");
    }
  },
  outputs: () => ({ currentSpend: { amount: 0, unit: "EUR" } }),
};
