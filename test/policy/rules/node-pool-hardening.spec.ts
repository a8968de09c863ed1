import assert from "node:assert/strict";
import { nodePoolHardening as rule } from "../../../policy/rules/azure/node-pool-hardening.ts";
import { agentPool, agentPoolType, cluster, clusterType, pool } from "../support/aks.ts";
import { unknownText, type Body } from "../support/objects.ts";
import { broken, open, runAzure, silent } from "../support/run.ts";

const encrypt = "Set it to true, so that temporary disks and caches are encrypted as well.";
const ssh = "Choose what is allowed; AKS leaves SSH on, open to every pod.";
const address = "Remove it, so that nodes are reached through the load balancer alone.";

function check(changes: Body = {}, config?: unknown) {
  return runAzure(rule, agentPoolType, agentPool(changes), config);
}

describe("aks-node-pool-hardening", () => {
  it("accepts hardened pools, inline and by themselves", () => {
    assert.deepEqual(check(), silent);
    assert.deepEqual(check({ enableNodePublicIP: undefined }), silent);
    assert.deepEqual(runAzure(rule, clusterType, cluster()), silent);
    assert.deepEqual(runAzure(rule, clusterType, {}), silent);
  });

  it("demands encryption at the host, unless the configuration waives it", () => {
    const path = "enableEncryptionAtHost";
    assert.deepEqual(check({ [path]: undefined }), broken(`${path} (pool system): not set. ${encrypt}`));
    assert.deepEqual(check({ [path]: false }), broken(`${path} (pool system): must be true. ${encrypt}`));
    assert.deepEqual(check({ [path]: false }, { requireHostEncryption: false }), silent);
  });

  it("refuses public addresses", () => {
    assert.deepEqual(
      check({ enableNodePublicIP: true }),
      broken(`enableNodePublicIP (pool system): must be false. ${address}`),
    );
  });

  it("demands that SSH is off on Linux, as configured", () => {
    const path = "securityProfile.sshAccess";
    assert.deepEqual(check({ [path]: undefined }), broken(`${path} (pool system): not set. ${ssh}`));
    assert.deepEqual(
      check({ [path]: "LocalUser" }),
      broken(`${path} (pool system): must be Disabled. ${ssh}`),
    );
    assert.deepEqual(check({ [path]: "EntraId" }, { allowedSshAccess: ["Disabled", "EntraId"] }), silent);
    assert.deepEqual(
      check({ [path]: "LocalUser" }, { allowedSshAccess: ["Disabled", "EntraId"] }),
      broken(`${path} (pool system): must be Disabled or EntraId. ${ssh}`),
    );
    assert.deepEqual(check({ [path]: undefined, osType: undefined }), check({ [path]: undefined }));
    assert.deepEqual(check({ [path]: undefined, osType: "windows" }), silent);
    assert.deepEqual(
      check({ [path]: undefined, osType: unknownText }),
      open("osType: known only after the update"),
    );
    assert.deepEqual(check({ osType: unknownText }), silent);
  });

  it("demands FIPS and trusted launch when configured", () => {
    assert.deepEqual(
      check({}, { requireFips: true }),
      broken("enableFIPS (pool system): not set. Set it to true, so that nodes use validated cryptography."),
    );
    const boot = "Set it to true, so that nodes boot only what is signed.";
    assert.deepEqual(
      check({ "securityProfile.enableVTPM": false }, { requireTrustedLaunch: true }),
      broken(
        `securityProfile.enableSecureBoot (pool system): not set. ${boot}`,
        `securityProfile.enableVTPM (pool system): must be true. ${boot}`,
      ),
    );
  });

  it("judges every inline pool, whatever is unknown in another", () => {
    const agentPoolProfiles = [
      unknownText,
      pool({ securityProfile: unknownText }),
      { name: "bad", ...pool({ enableNodePublicIP: true }) },
    ];
    assert.deepEqual(runAzure(rule, clusterType, cluster({ agentPoolProfiles })), {
      violations: [`agentPoolProfiles[2].enableNodePublicIP (pool bad): must be false. ${address}`],
      undecided: [
        "agentPoolProfiles[0]: known only after the update",
        "agentPoolProfiles[1].securityProfile: known only after the update",
      ],
    });
    assert.deepEqual(
      runAzure(rule, clusterType, cluster({ agentPoolProfiles: unknownText })),
      open("agentPoolProfiles: known only after the update"),
    );
  });

  it("demands both of an empty pool, which has no name", () => {
    assert.deepEqual(
      runAzure(rule, agentPoolType, {}),
      broken(
        `enableEncryptionAtHost (pool): not set. ${encrypt}`,
        `securityProfile.sshAccess (pool): not set. ${ssh}`,
      ),
    );
  });
});
