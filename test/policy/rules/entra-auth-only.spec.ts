import assert from "node:assert/strict";
import { entraAuthOnly as rule } from "../../../policy/rules/azure/entra-auth-only.ts";
import { agentPool, agentPoolType, cluster, clusterType } from "../support/aks.ts";
import { unknownText, type Body } from "../support/objects.ts";
import { broken, open, runAzure, silent } from "../support/run.ts";

function check(changes: Body = {}, config?: unknown) {
  return runAzure(rule, clusterType, cluster(changes), config);
}

describe("aks-entra-auth-only", () => {
  it("accepts a cluster that only Entra opens", () => {
    assert.deepEqual(check(), silent);
  });

  const demands: readonly (readonly [path: string, fix: string])[] = [
    [
      "disableLocalAccounts",
      "Set it to true, or the cluster-admin certificate opens the cluster to whoever fetches it.",
    ],
    ["enableRBAC", "Set it to true, or every account may do everything."],
    ["aadProfile.managed", "Set it to true, so that Microsoft Entra ID signs users in."],
    ["aadProfile.enableAzureRBAC", "Set it to true, so that Azure role assignments say who may do what."],
  ];
  for (const [path, fix] of demands)
    it(`demands ${path}`, () => {
      assert.deepEqual(check({ [path]: undefined }), broken(`${path}: not set. ${fix}`));
      assert.deepEqual(check({ [path]: false }), broken(`${path}: must be true. ${fix}`));
      assert.deepEqual(check({ [path]: [] }), broken(`${path}: must be true. ${fix}`));
      assert.deepEqual(check({ [path]: unknownText }), open(`${path}: known only after the update`));
    });

  it("spares AKS Automatic what it presets", () => {
    const fields = { aadProfile: undefined, enableRBAC: undefined };
    assert.deepEqual(check({ ...fields, "sku.name": "Automatic" }), silent);
    assert.deepEqual(
      check({ ...fields, "sku.name": unknownText }),
      open("sku.name: known only after the update"),
    );
    assert.equal(
      check({ ...fields, "sku.name": "Automatic", disableLocalAccounts: undefined }).violations.length,
      1,
    );
    assert.equal(check({ "sku.name": "Automatic", enableRBAC: false }).violations.length, 1);
  });

  it("lets the configuration waive Azure RBAC", () => {
    assert.deepEqual(check({ "aadProfile.enableAzureRBAC": false }, { requireAzureRbac: false }), silent);
  });

  it("refuses the retired integration, without repeating its secret", () => {
    for (const key of ["clientAppID", "serverAppID", "serverAppSecret"])
      assert.deepEqual(
        check({ [`aadProfile.${key}`]: "hunter2" }),
        broken(`aadProfile.${key}: belongs to the retired Entra integration. Remove it.`),
      );
    assert.deepEqual(
      check({ "aadProfile.serverAppSecret": unknownText }),
      open("aadProfile.serverAppSecret: known only after the update"),
    );
  });

  it("keeps administrators to the configured groups", () => {
    const config = { adminGroups: ["GROUP-A", "group-c"] };
    assert.deepEqual(check({}, config), silent);
    assert.deepEqual(
      check({ "aadProfile.adminGroupObjectIDs": ["group-a", "group-b", {}, unknownText] }, config),
      {
        violations: [1, 2].map(
          (index) =>
            `aadProfile.adminGroupObjectIDs[${index}]: is no group of adminGroups. Name a group that may administer clusters.`,
        ),
        undecided: ["aadProfile.adminGroupObjectIDs[3]: known only after the update"],
      },
    );
    assert.deepEqual(
      check({ "aadProfile.adminGroupObjectIDs": unknownText }, config),
      open("aadProfile.adminGroupObjectIDs: known only after the update"),
    );
  });

  it("leaves open an unknown profile, once, and reads the rest", () => {
    assert.deepEqual(check({ aadProfile: unknownText, enableRBAC: false }), {
      violations: ["enableRBAC: must be true. Set it to true, or every account may do everything."],
      undecided: ["aadProfile: known only after the update"],
    });
  });

  it("demands everything of an empty cluster, and nothing of a pool", () => {
    assert.equal(runAzure(rule, clusterType, {}).violations.length, 4);
    assert.deepEqual(runAzure(rule, agentPoolType, agentPool()), silent);
  });
});
