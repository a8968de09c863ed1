import assert from "node:assert/strict";
import { kvRbacAndRecovery as rule } from "../../../policy/rules/azure/rbac-and-recovery.ts";
import { breaks, leavesAlone, vault } from "../support/azureData.ts";
import { change, unknownText } from "../support/objects.ts";
import { broken, open, runAzure } from "../support/run.ts";

const type = "keyvault:Vault";
const rbac = "properties.enableRbacAuthorization";
const policies = "properties.accessPolicies";
const purge = "properties.enablePurgeProtection";
const days = "properties.softDeleteRetentionInDays";
const retention = `${days}: not between 30 and 90 days. Keep deleted secrets for 30 days or more, or leave it out for 90.`;

describe("kv-rbac-and-recovery", () => {
  breaks(rule, type, vault, [
    [{}],
    [{ [policies]: [] }],
    [{ "properties.enableSoftDelete": true }],
    [{ [days]: 30 }],
    [{ [days]: "90" }],
    [{ [rbac]: false }, `${rbac}: access policies decide, not Azure RBAC. Set it to true.`],
    [{ [rbac]: undefined }, `${rbac}: not set, and access policies decide by default. Set it to true.`],
    [
      { [policies]: [{ objectId: "o" }] },
      `${policies}: access policies go around Azure RBAC. Grant Azure roles on the vault or its secrets instead.`,
    ],
    [
      { "properties.enableSoftDelete": false },
      "properties.enableSoftDelete: soft delete is off. Set it to true or leave it out.",
    ],
    [{ [purge]: false }, `${purge}: deleted secrets can be purged. Set it to true.`],
    [{ [purge]: undefined }, `${purge}: not set, and deleted secrets can be purged. Set it to true.`],
    [{ [days]: 29 }, retention],
    [{ [days]: 91 }, retention],
    [{ [days]: "" }, retention],
    [{ [days]: [] }, retention],
  ]);
  breaks(rule, type, vault, [[{ [days]: 7 }]], { minRetentionDays: 7 });

  it("refuses a vault that says nothing", () => {
    assert.deepEqual(
      runAzure(rule, type, {}),
      broken(
        `${rbac}: not set, and access policies decide by default. Set it to true.`,
        `${purge}: not set, and deleted secrets can be purged. Set it to true.`,
      ),
    );
  });

  it("refuses an access policy of its own", () => {
    assert.deepEqual(
      runAzure(rule, "keyvault:AccessPolicy", {}),
      broken(
        "policy: an access policy goes around Azure RBAC. Grant Azure roles on the vault or its secrets instead.",
      ),
    );
  });

  it("judges the rest of a vault whose properties are partly unknown", () => {
    assert.deepEqual(runAzure(rule, type, change(vault, { [rbac]: unknownText, [purge]: false })), {
      violations: [`${purge}: deleted secrets can be purged. Set it to true.`],
      undecided: [`${rbac}: known only after the update`],
    });
    assert.deepEqual(
      runAzure(rule, type, { properties: unknownText }),
      open("properties: known only after the update"),
    );
  });

  leavesAlone(rule, "keyvault:ManagedHsm");
});
