import { equal, rejects } from "node:assert/strict";
import type { Props } from "../../../local/azure/values.ts";
import { refused, startRig } from "./harness.ts";
import type { Rig } from "./harness.ts";
import { cluster, clusterId, makeGroup, pool, tokens } from "./landscape.ts";

describe("local Azure: node pools", () => {
  let rig: Rig;
  beforeEach(async () => {
    rig = await startRig();
    await makeGroup(rig.azure);
    await rig.azure.up(
      tokens.cluster,
      cluster({ networkProfile: { networkPlugin: "azure", networkPluginMode: "overlay" } }),
    );
    rig.effects.length = 0;
  });
  afterEach(() => {
    rig.stop();
  });

  const workId = `${clusterId}/agentPools/work`;

  it("become nodes, and answer what AKS fills in", async () => {
    const { id, outputs } = await rig.azure.up(tokens.pool, pool({ count: 2 }));
    equal(id, workId);
    equal(outputs["type"], "Microsoft.ContainerService/managedClusters/agentPools");
    equal(outputs["maxPods"], 250);
    equal(outputs["currentOrchestratorVersion"], "1.36.3");
    await rig.azure.update(tokens.pool, id, {}, pool({ count: 3 }));
    await rig.azure.delete(tokens.pool, id);
    equal(rig.effects.join(", "), "pool aks/work, pool aks/work, remove pool work");
  });

  it("grow with a raised minimum although the old count is sent", async () => {
    const scaled = (minCount: number) => pool({ enableAutoScaling: true, count: 1, minCount, maxCount: 3 });
    const { id } = await rig.azure.up(tokens.pool, scaled(1));
    for (const minCount of [2, 3, 1])
      equal((await rig.azure.update(tokens.pool, id, {}, scaled(minCount)))["count"], minCount);
  });

  it("exist once, also those written inside the cluster", async () => {
    await rejects(rig.azure.up(tokens.pool, pool({ agentPoolName: "system" })), {
      message: /cannot create already existing resource '.*\/agentPools\/system'/,
    });
  });

  it("leave at least one system pool", async () => {
    const systemId = `${clusterId}/agentPools/system`;
    const message =
      "Deleting agent pool 'system' is not allowed: there has to be at least one system agent pool in the managed cluster.";
    await refused(rig.azure.delete(tokens.pool, systemId), 400, "BadRequest", message);
    const other = await rig.azure.up(tokens.pool, pool({ agentPoolName: "system2", mode: "System" }));
    await rig.azure.delete(tokens.pool, systemId);
    await refused(
      rig.azure.delete(tokens.pool, other.id),
      400,
      "BadRequest",
      message.replace("'system'", "'system2'"),
    );
  });

  const frozen: readonly (readonly [string, Props])[] = [
    ["availabilityZones", { availabilityZones: ["1"] }],
    ["maxPods", { maxPods: 30 }],
    ["osDiskSizeGB", { osDiskSizeGB: 64 }],
    ["osDiskType", { osDiskType: "Ephemeral" }],
    ["scaleSetPriority", { scaleSetPriority: "Spot" }],
  ];
  for (const [property, over] of frozen) {
    it(`do not change their ${property}`, async () => {
      await rig.azure.up(tokens.pool, pool());
      await refused(
        rig.azure.update(tokens.pool, workId, {}, pool(over)),
        400,
        "PropertyChangeNotAllowed",
        `Changing property 'properties.${property}' is not allowed.`,
      );
    });
  }

  it("may write down what AKS filled in", async () => {
    await rig.azure.up(tokens.pool, pool());
    await rig.azure.update(
      tokens.pool,
      workId,
      {},
      pool({ maxPods: 250, osDiskType: "Managed", osDiskSizeGB: 128 }),
    );
  });

  const refusals: readonly (readonly [Props, string, string])[] = [
    [
      { enableAutoScaling: true, count: 1 },
      "InvalidParameter",
      "Agent pool 'work': minCount and maxCount are required when enableAutoScaling is true.",
    ],
    [
      { enableAutoScaling: true, count: 9, minCount: 1, maxCount: 3 },
      "InvalidParameter",
      "Agent pool 'work': count 9 is not between minCount 1 and maxCount 3.",
    ],
    [{ minCount: 1 }, "InvalidParameter", "Agent pool 'work': minCount and maxCount need enableAutoScaling."],
    [
      { mode: "System", scaleSetPriority: "Spot" },
      "InvalidParameter",
      "Agent pool 'work': a system node pool cannot be a spot node pool.",
    ],
    [
      { nodeTaints: ["spot"] },
      "InvalidParameter",
      "The taint 'spot' of agent pool 'work' is invalid: use key=value:Effect.",
    ],
    [
      { orchestratorVersion: "1.37" },
      "NodePoolMcVersionIncompatible",
      "Node pool version 1.37 and control plane version 1.36.3 are incompatible. Minor version of node pool cannot be bigger than control plane version.",
    ],
  ];
  for (const [over, code, message] of refusals) {
    it(`are refused with ${JSON.stringify(over)}`, async () => {
      await refused(rig.azure.up(tokens.pool, pool(over)), 400, code, message);
    });
  }

  it("are gone once their cluster is", async () => {
    await rig.azure.up(tokens.pool, pool());
    await rig.azure.delete(tokens.cluster, clusterId);
    await rig.azure.delete(tokens.pool, workId);
  });
});
