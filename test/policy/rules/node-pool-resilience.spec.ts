import assert from "node:assert/strict";
import { nodePoolResilience as rule } from "../../../policy/rules/azure/node-pool-resilience.ts";
import { agentPool, agentPoolType, cluster, clusterType } from "../support/aks.ts";
import { unknownText, type Body } from "../support/objects.ts";
import { broken, open, runAzure, silent } from "../support/run.ts";

const scale = "Set it to true, with minCount and maxCount.";
const nodes = "Keep enough system nodes to lose one.";

function check(changes: Body = {}, config?: unknown) {
  return runAzure(rule, agentPoolType, agentPool(changes), config);
}

function checkCluster(changes: Body = {}, config?: unknown) {
  return runAzure(rule, clusterType, cluster(changes), config);
}

function place(path: string): string {
  return `${path} (pool system)`;
}

describe("aks-node-pool-resilience", () => {
  it("accepts resilient clusters and pools", () => {
    assert.deepEqual(checkCluster(), silent);
    assert.deepEqual(checkCluster({ "sku.tier": "Premium" }), silent);
    assert.deepEqual(check(), silent);
  });

  it("demands a tier with an uptime promise", () => {
    const fix = "Choose Standard or Premium; the free tier promises no uptime.";
    assert.deepEqual(checkCluster({ sku: undefined }), broken(`sku.tier: not set. ${fix}`));
    assert.deepEqual(
      checkCluster({ "sku.tier": "Free" }),
      broken(`sku.tier: must be Standard or Premium. ${fix}`),
    );
    assert.deepEqual(checkCluster({ sku: unknownText }), open("sku: known only after the update"));
  });

  it("demands zones, as many as configured", () => {
    const path = "availabilityZones";
    const spread = "Spread the pool over 3 zones.";
    assert.deepEqual(check({ [path]: undefined }), broken(`${place(path)}: not set. ${spread}`));
    for (const zones of [[], ["1", "2", "2"], "123"])
      assert.deepEqual(check({ [path]: zones }), broken(`${place(path)}: must name 3 zones. ${spread}`));
    assert.deepEqual(check({ [path]: ["1", "2"] }, { zones: 2 }), silent);
    assert.deepEqual(check({ [path]: undefined }, { zones: 0 }), silent);
    assert.deepEqual(
      check({ [path]: ["1", "2", unknownText] }),
      open(`${path}[2]: known only after the update`),
    );
    assert.deepEqual(check({ [path]: unknownText }), open(`${path}: known only after the update`));
  });

  it("demands autoscaling where the autoscaler works", () => {
    const path = "enableAutoScaling";
    const user = { mode: "User", [path]: undefined };
    assert.deepEqual(check(user), broken(`${place(path)}: not set. ${scale}`));
    assert.deepEqual(check({ ...user, [path]: false }), broken(`${place(path)}: must be true. ${scale}`));
    assert.deepEqual(check({ ...user, mode: "Gateway" }), silent);
    assert.deepEqual(check({ ...user, type: "VirtualMachines" }), silent);
    assert.deepEqual(check({ ...user, type: unknownText }), {
      violations: [],
      undecided: ["type: known only after the update"],
    });
    const inline = { "agentPoolProfiles.0.mode": "User", "agentPoolProfiles.0.enableAutoScaling": false };
    assert.equal(checkCluster(inline).violations.length, 1);
    assert.deepEqual(checkCluster({ ...inline, nodeProvisioningProfile: { mode: "Auto" } }), silent);
  });

  it("refuses availability sets; scale sets are the default", () => {
    assert.deepEqual(check({ type: undefined }), silent);
    assert.deepEqual(
      check({ type: "AvailabilitySet" }),
      broken(
        `${place("type")}: must be VirtualMachineScaleSets or VirtualMachines. ` +
          "Use scale sets; availability sets know neither zones nor the autoscaler.",
      ),
    );
  });

  it("demands the taint that keeps workloads off system pools", () => {
    const path = "nodeTaints";
    const says =
      "lacks the taint of system pools. Keep workloads off system nodes with CriticalAddonsOnly=true:NoSchedule.";
    for (const taints of [undefined, [], ["CriticalAddonsOnly=false:NoSchedule"], ["a=b:NoSchedule", 5]])
      assert.deepEqual(check({ [path]: taints }), broken(`${place(path)}: ${says}`));
    assert.deepEqual(check({ [path]: [unknownText, "CriticalAddonsOnly=true:NoExecute"] }), silent);
    assert.deepEqual(check({ [path]: [unknownText] }), open(`${path}[0]: known only after the update`));
    assert.deepEqual(check({ [path]: undefined, mode: "User" }), silent);
    assert.deepEqual(check({ [path]: undefined, mode: undefined }), silent);
    assert.deepEqual(check({ mode: unknownText }), open("mode: known only after the update"));
  });

  it("demands enough system nodes, scaled or counted", () => {
    const few = `must be at least 3. ${nodes}`;
    assert.deepEqual(check({ minCount: 2 }), broken(`${place("minCount")}: ${few}`));
    assert.deepEqual(check({ minCount: undefined }), broken(`${place("minCount")}: not set. ${nodes}`));
    assert.deepEqual(check({ minCount: "many" }), broken(`${place("minCount")}: ${few}`));
    assert.deepEqual(
      check({ enableAutoScaling: false, count: 2 }),
      broken(`${place("enableAutoScaling")}: must be true. ${scale}`, `${place("count")}: ${few}`),
    );
    assert.deepEqual(check({ minCount: 2 }, { minSystem: 2 }), silent);
    assert.deepEqual(check({ minCount: 0, mode: "User" }), silent);
    assert.deepEqual(check({ minCount: unknownText }), open("minCount: known only after the update"));
    assert.deepEqual(
      check({ enableAutoScaling: unknownText }),
      open("enableAutoScaling: known only after the update"),
    );
  });

  it("refuses upgrades without surge; one node in ten is the default", () => {
    const path = "upgradeSettings.maxSurge";
    assert.deepEqual(check({ upgradeSettings: undefined }), silent);
    for (const maxSurge of ["0", "0%", 0])
      assert.deepEqual(
        check({ [path]: maxSurge }),
        broken(
          `${place(path)}: upgrades take nodes away before new ones come. ` +
            "Allow one more node, or a share such as 33%.",
        ),
      );
    assert.deepEqual(check({ [path]: unknownText }), open(`${path}: known only after the update`));
  });

  it("refuses few pods per node where their number is set", () => {
    assert.deepEqual(check({ maxPods: undefined }), silent);
    assert.deepEqual(
      check({ maxPods: 30 }),
      broken(
        `${place("maxPods")}: must be at least 50. Raise it; that takes a new pool, so choose it early.`,
      ),
    );
    assert.deepEqual(check({ maxPods: 30 }, { minMaxPods: 30 }), silent);
    assert.deepEqual(check({ maxPods: unknownText }), open("maxPods: known only after the update"));
  });

  it("leaves alone exempt pools and those of AKS Automatic", () => {
    const bare = { "agentPoolProfiles.0": { name: "boot", mode: "System", count: 1 } };
    assert.equal(checkCluster(bare).violations.length, 4);
    assert.deepEqual(checkCluster(bare, { exemptPools: ["boot"] }), silent);
    assert.equal(checkCluster(bare, { exemptPools: ["other"] }).violations.length, 4);
    assert.deepEqual(checkCluster({ ...bare, "sku.name": "Automatic", "sku.tier": undefined }), silent);
  });

  it("sees a bad pool whatever is unknown in another", () => {
    const agentPoolProfiles = [unknownText, { name: "bad", ...agentPool({ maxPods: 30 }) }];
    const { violations, undecided } = checkCluster({ agentPoolProfiles });
    assert.equal(violations.length, 1);
    assert.deepEqual(undecided, ["agentPoolProfiles[0]: known only after the update"]);
  });
});
