/** What an environment may cost before somebody is told. */

import { Budget as ConsumptionBudget } from "@pulumi/azure-native/consumption/budget.js";
import * as pulumi from "@pulumi/pulumi";
import { azureName } from "../../config/naming.ts";
import type { CostSettings } from "../../config/types.ts";
import type { AzureScope } from "../base/azure.ts";
import { Component } from "../base/component.ts";

export interface BudgetArgs {
  readonly azure: AzureScope;
  readonly settings: CostSettings;
  /** First day of the month the budget begins in, as `2026-11-01`; counts when the budget is created, never after. */
  readonly start: string;
}

/**
 * Monthly budget over the environment's resource group and the one of its nodes, which costs most. Mails go out at
 * four fifths and at all of it, and when Azure foresees that the month will exceed it. It stops nothing.
 */
export class Budget extends Component {
  constructor(name: string, args: BudgetArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aks-platform:cloud:Budget", name, opts);
    const { azure, settings, start } = args;
    new ConsumptionBudget(
      `${name}-monthly`,
      {
        scope: pulumi.interpolate`/subscriptions/${azure.subscriptionId}`,
        budgetName: azureName("budget", azure.environment),
        category: "Cost",
        amount: settings.monthlyBudget,
        timeGrain: "Monthly",
        timePeriod: { startDate: `${start}T00:00:00Z` },
        filter: { dimensions: { name: "ResourceGroupName", operator: "In", values: groupsOf(azure) } },
        notifications: {
          "actual-80": notification(settings, 80, "Actual"),
          "actual-100": notification(settings, 100, "Actual"),
          "forecast-100": notification(settings, 100, "Forecasted"),
        },
      },
      // Azure takes no start in a month that is over, and no change of the one it has.
      { parent: this, ignoreChanges: ["timePeriod"] },
    );
    this.registerOutputs({});
  }
}

function groupsOf({ environment, resourceGroup }: AzureScope): string[] {
  return [resourceGroup, azureName("resourceGroup", environment, "nodes")];
}

function notification({ contactEmails }: CostSettings, threshold: number, thresholdType: string) {
  return {
    enabled: true,
    operator: "GreaterThanOrEqualTo",
    threshold,
    thresholdType,
    contactEmails: [...contactEmails],
  };
}

/** The first day of a day's month in UTC, as `2026-11-01`. */
export function monthStart(day: Date): string {
  return `${day.toISOString().slice(0, 7)}-01`;
}
