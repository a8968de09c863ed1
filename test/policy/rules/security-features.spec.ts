import assert from "node:assert/strict";
import { securityFeatures as rule } from "../../../policy/rules/azure/security-features.ts";
import { cluster, clusterType } from "../support/aks.ts";
import { unknownText, type Body } from "../support/objects.ts";
import { broken, open, runAzure, silent } from "../support/run.ts";

const store = "addonProfiles.azureKeyvaultSecretsProvider";
const policy = "Enable the add-on, so that Azure Policy admits what runs in the cluster.";
const mount = "Enable the add-on, so that pods mount secrets from Key Vault.";
const rotate = 'Set it to "true", or pods keep secrets after they were renewed in the vault.';

function check(changes: Body = {}, config?: unknown) {
  return runAzure(rule, clusterType, cluster(changes), config);
}

describe("aks-security-features", () => {
  it("accepts a cluster with all of them, however add-ons are spelt", () => {
    assert.deepEqual(check(), silent);
    const addonProfiles = {
      azurePolicy: { enabled: true },
      AzureKeyVaultSecretsProvider: { enabled: true, config: { enableSecretRotation: "True" } },
      KUBEDASHBOARD: { enabled: false },
    };
    assert.deepEqual(check({ addonProfiles }), silent);
  });

  const features: readonly (readonly [path: string, fix: string, param: string])[] = [
    ["addonProfiles.azurepolicy.enabled", policy, "azurePolicy"],
    [
      "securityProfile.defender.securityMonitoring.enabled",
      "Set it to true, with the workspace that Defender reports to.",
      "defender",
    ],
    [
      "securityProfile.imageCleaner.enabled",
      "Set it to true, so that nodes drop unused images with known flaws.",
      "imageCleaner",
    ],
    [`${store}.enabled`, mount, "secretStore"],
  ];
  for (const [path, fix, param] of features)
    it(`demands ${param}, unless the configuration waives it`, () => {
      assert.deepEqual(check({ [path]: undefined }), broken(`${path}: not set. ${fix}`));
      assert.deepEqual(check({ [path]: false }), broken(`${path}: must be true. ${fix}`));
      assert.deepEqual(check({ [path]: unknownText }), open(`${path}: known only after the update`));
      assert.deepEqual(check({ [path]: false }, { [param]: false }), silent);
    });

  it("demands rotation of the secrets that the add-on mounts", () => {
    const path = `${store}.config.enableSecretRotation`;
    assert.deepEqual(check({ [`${store}.config`]: undefined }), broken(`${path}: not set. ${rotate}`));
    assert.deepEqual(check({ [path]: "false" }), broken(`${path}: must be true. ${rotate}`));
    assert.deepEqual(check({ [store]: undefined }), broken(`${store}.enabled: not set. ${mount}`));
    assert.deepEqual(check({ [store]: unknownText }), open(`${store}: known only after the update`));
  });

  it("refuses retired add-ons", () => {
    const says = "must be false. Remove the add-on; it is retired.";
    const changes = {
      "addonProfiles.httpApplicationRouting": { enabled: true },
      "addonProfiles.KubeDashboard": { enabled: true },
    };
    assert.deepEqual(
      check(changes),
      broken(
        `addonProfiles.httpApplicationRouting.enabled: ${says}`,
        `addonProfiles.KubeDashboard.enabled: ${says}`,
      ),
    );
    assert.deepEqual(check(changes, { retiredAddons: [] }), silent);
  });

  it("spares AKS Automatic what it presets, and no more", () => {
    const automatic = { "sku.name": "Automatic" };
    assert.deepEqual(
      check({
        ...automatic,
        "addonProfiles.azurepolicy": undefined,
        "securityProfile.imageCleaner": undefined,
      }),
      silent,
    );
    assert.equal(check({ ...automatic, "securityProfile.defender": undefined }).violations.length, 1);
    assert.equal(check({ ...automatic, "addonProfiles.azurepolicy.enabled": false }).violations.length, 1);
  });

  it("leaves open unknown add-ons, and judges the profile beside them", () => {
    assert.deepEqual(check({ addonProfiles: unknownText, "securityProfile.imageCleaner.enabled": false }), {
      violations: [
        "securityProfile.imageCleaner.enabled: must be true. " +
          "Set it to true, so that nodes drop unused images with known flaws.",
      ],
      undecided: ["addonProfiles: known only after the update"],
    });
  });

  it("demands four things of an empty cluster", () => {
    assert.equal(runAzure(rule, clusterType, {}).violations.length, 4);
  });
});
