import assert from "node:assert/strict";
import type { AzureRule } from "../../../policy/lib/rule.ts";
import { change, type Body } from "./objects.ts";
import { broken, runAzure, silent } from "./run.ts";

/** Azure resources that keep every rule, to break one input at a time. */

export const vault: Body = {
  properties: {
    enableRbacAuthorization: true,
    enablePurgeProtection: true,
    networkAcls: { bypass: "AzureServices", defaultAction: "Deny", ipRules: [{ value: "203.0.113.7" }] },
  },
};

export const namespace: Body = { disableLocalAuth: true, publicNetworkAccess: "Disabled" };

export const storageAccount: Body = {
  minimumTlsVersion: "TLS1_2",
  allowSharedKeyAccess: false,
  networkRuleSet: { defaultAction: "Deny" },
};

export const postgres: Body = {
  authConfig: { activeDirectoryAuth: "Enabled", passwordAuth: "Disabled" },
  backup: { backupRetentionDays: 14, geoRedundantBackup: "Enabled" },
  highAvailability: { mode: "ZoneRedundant" },
  maintenanceWindow: { customWindow: "Enabled", dayOfWeek: 0, startHour: 3 },
  network: { publicNetworkAccess: "Disabled" },
};

/** Changes to a resource that keeps the rule, and what the rule then says. */
export type Break = readonly [changes: Body, ...messages: readonly string[]];

/** One test for each change; the name of the test is the change. */
export function breaks(
  rule: AzureRule,
  type: string,
  baseline: Body,
  cases: readonly Break[],
  config?: unknown,
): void {
  for (const [changes, ...messages] of cases) {
    const made = Object.entries(changes).map(
      ([key, value]) => `${key} ${value === undefined ? "left out" : JSON.stringify(value)}`,
    );
    it(`${messages.length > 0 ? "refuses" : "accepts"} ${type} ${made.join(", ")}`, () => {
      assert.deepEqual(runAzure(rule, type, change(baseline, changes), config), broken(...messages));
    });
  }
}

/** What every rule on Azure resources keeps to, whatever it looks at. */
export function leavesAlone(rule: AzureRule, type: string): void {
  it(`says nothing of ${type}`, () => {
    assert.deepEqual(runAzure(rule, type, {}), silent);
  });
}
