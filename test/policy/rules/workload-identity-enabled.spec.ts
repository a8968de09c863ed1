import assert from "node:assert/strict";
import { workloadIdentityEnabled as rule } from "../../../policy/rules/azure/workload-identity-enabled.ts";
import { cluster, clusterType } from "../support/aks.ts";
import { unknownText, type Body } from "../support/objects.ts";
import { broken, open, runAzure, silent } from "../support/run.ts";

function check(changes: Body = {}) {
  return runAzure(rule, clusterType, cluster(changes));
}

describe("aks-workload-identity-enabled", () => {
  it("accepts both kinds of managed identity", () => {
    assert.deepEqual(check(), silent);
    assert.deepEqual(check({ "identity.type": "SystemAssigned" }), silent);
  });

  const switches: readonly (readonly [string, string])[] = [
    [
      "oidcIssuerProfile.enabled",
      "Set it to true, so that Microsoft Entra ID can trust the tokens of service accounts.",
    ],
    [
      "securityProfile.workloadIdentity.enabled",
      "Set it to true, so that pods get Entra tokens without a secret.",
    ],
  ];
  for (const [path, fix] of switches)
    it(`demands ${path}`, () => {
      assert.deepEqual(check({ [path]: undefined }), broken(`${path}: not set. ${fix}`));
      assert.deepEqual(check({ [path]: false }), broken(`${path}: must be true. ${fix}`));
      assert.deepEqual(check({ [path]: undefined, "sku.name": "Automatic" }), silent);
      assert.deepEqual(check({ [path]: unknownText }), open(`${path}: known only after the update`));
    });

  it("demands a managed identity", () => {
    const fix = "Give the cluster a managed identity.";
    assert.deepEqual(check({ identity: undefined }), broken(`identity.type: not set. ${fix}`));
    assert.deepEqual(
      check({ "identity.type": "None" }),
      broken(`identity.type: must be UserAssigned or SystemAssigned. ${fix}`),
    );
  });

  it("refuses service principals, without repeating their secret", () => {
    const principal = { clientId: "00000000-0000-0000-0000-000000000001", secret: "hunter2" };
    assert.deepEqual(
      check({ servicePrincipalProfile: principal }),
      broken(
        "servicePrincipalProfile.clientId: must be msi. " +
          "Remove servicePrincipalProfile; a managed identity has no password to leak or renew.",
      ),
    );
    assert.deepEqual(check({ servicePrincipalProfile: { clientId: "msi" } }), silent);
  });

  it("refuses pod identity", () => {
    assert.deepEqual(
      check({ podIdentityProfile: { enabled: true } }),
      broken(
        "podIdentityProfile.enabled: must be false. " +
          "Move to workload identity; pod identity is no longer maintained.",
      ),
    );
    assert.deepEqual(check({ podIdentityProfile: { enabled: false } }), silent);
  });

  it("demands three things of an empty cluster", () => {
    assert.equal(runAzure(rule, clusterType, {}).violations.length, 3);
  });
});
