import assert from "node:assert/strict";
import { versionAndUpgrades as rule } from "../../../policy/rules/azure/version-and-upgrades.ts";
import { agentPool, agentPoolType, cluster, clusterType } from "../support/aks.ts";
import { unknownText, type Body } from "../support/objects.ts";
import { broken, open, runAzure, silent } from "../support/run.ts";

const inline = "agentPoolProfiles[0].orchestratorVersion (pool boot)";
const channel = "Choose a channel, or the cluster stays at the patch it was born with.";

function check(changes: Body = {}, config?: unknown) {
  return runAzure(rule, clusterType, cluster(changes), config);
}

function checkPool(changes: Body, config?: unknown) {
  return runAzure(rule, agentPoolType, agentPool(changes), config);
}

describe("aks-version-and-upgrades", () => {
  it("accepts the same version in more or fewer parts, and Azure's default", () => {
    assert.deepEqual(check(), silent);
    assert.deepEqual(check({ kubernetesVersion: "1.36.2" }), silent);
    assert.deepEqual(check({ kubernetesVersion: undefined }), silent);
    assert.deepEqual(check({ "agentPoolProfiles.0.orchestratorVersion": undefined }), silent);
    assert.deepEqual(checkPool({}), silent);
    assert.deepEqual(checkPool({ orchestratorVersion: "1.34" }), silent);
  });

  it("refuses old versions of clusters and pools", () => {
    const upgrade = "1.33.9 is older than 1.34. Upgrade to 1.34 or later.";
    assert.deepEqual(
      check({ kubernetesVersion: "1.33.9", "agentPoolProfiles.0.orchestratorVersion": "1.33.9" }),
      broken(`kubernetesVersion: ${upgrade}`, `${inline}: ${upgrade}`),
    );
    assert.deepEqual(
      checkPool({ orchestratorVersion: "1.33.9" }),
      broken(`orchestratorVersion (pool system): ${upgrade}`),
    );
    assert.deepEqual(
      check({ kubernetesVersion: "1.9", agentPoolProfiles: [] }),
      broken("kubernetesVersion: 1.9 is older than 1.34. Upgrade to 1.34 or later."),
    );
  });

  it("takes the floor from the configuration, patch included", () => {
    const config = { minVersion: "1.36.3" };
    assert.deepEqual(checkPool({ orchestratorVersion: "1.36.10" }, config), silent);
    assert.equal(checkPool({ orchestratorVersion: "1.36.2" }, config).violations.length, 1);
    assert.deepEqual(checkPool({ orchestratorVersion: "1.36" }, config), silent);
  });

  for (const version of ["v1.36", "latest", "1", "1.36.2.1", true])
    it(`refuses ${JSON.stringify(version)}`, () => {
      assert.deepEqual(
        checkPool({ orchestratorVersion: version }),
        broken("orchestratorVersion (pool system): is no Kubernetes version. Write it like 1.36 or 1.36.2."),
      );
    });

  it("refuses inline pools at another version than their cluster's", () => {
    assert.deepEqual(
      check({ "agentPoolProfiles.0.orchestratorVersion": "1.35" }),
      broken(`${inline}: 1.35 is not the cluster's 1.36. Keep pools at the cluster's version.`),
    );
    assert.equal(
      check({ kubernetesVersion: "1.36.2", "agentPoolProfiles.0.orchestratorVersion": "1.36.1" }).violations
        .length,
      1,
    );
  });

  it("demands an upgrade channel", () => {
    const path = "autoUpgradeProfile.upgradeChannel";
    const must = `${path}: must be patch, stable or rapid. ${channel}`;
    assert.deepEqual(check({ [path]: undefined }), broken(`${path}: not set. ${channel}`));
    assert.deepEqual(check({ autoUpgradeProfile: undefined }), broken(`${path}: not set. ${channel}`));
    assert.deepEqual(check({ [path]: "none" }), broken(must));
    assert.deepEqual(check({ [path]: "node-image" }), broken(must));
    assert.deepEqual(check({ [path]: "node-image" }, { channels: ["node-image"] }), silent);
    assert.deepEqual(check({ [path]: undefined, "sku.name": "Automatic" }), silent);
  });

  it("demands that nodes take patches; NodeImage is the default", () => {
    const path = "autoUpgradeProfile.nodeOSUpgradeChannel";
    const fix = "Choose a channel that AKS tests and rolls out node by node.";
    assert.deepEqual(check({ [path]: undefined }), silent);
    for (const value of ["None", "Unmanaged"])
      assert.deepEqual(
        check({ [path]: value }),
        broken(`${path}: must be NodeImage or SecurityPatch. ${fix}`),
      );
  });

  it("refuses forced upgrades", () => {
    assert.deepEqual(
      check({ upgradeSettings: { overrideSettings: { forceUpgrade: true } } }),
      broken(
        "upgradeSettings.overrideSettings.forceUpgrade: must be false. " +
          "Remove it; forced upgrades ignore APIs that are gone in the new version.",
      ),
    );
  });

  it("leaves open what is unknown", () => {
    assert.deepEqual(
      check({ kubernetesVersion: unknownText }),
      open("kubernetesVersion: known only after the update"),
    );
    assert.deepEqual(
      check({ agentPoolProfiles: unknownText }),
      open("agentPoolProfiles: known only after the update"),
    );
    assert.deepEqual(
      checkPool({ orchestratorVersion: unknownText }),
      open("orchestratorVersion: known only after the update"),
    );
    assert.deepEqual(
      check({ agentPoolProfiles: [unknownText, { name: "old", orchestratorVersion: "1.30" }] }),
      {
        violations: [
          "agentPoolProfiles[1].orchestratorVersion (pool old): 1.30 is older than 1.34. Upgrade to 1.34 or later.",
        ],
        undecided: ["agentPoolProfiles[0]: known only after the update"],
      },
    );
    assert.equal(runAzure(rule, clusterType, {}).violations.length, 1);
    assert.deepEqual(runAzure(rule, agentPoolType, {}), silent);
  });
});
