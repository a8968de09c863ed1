import { deepEqual, equal } from "node:assert/strict";
import { unknown } from "../../../local/azure/values.ts";
import { startRig } from "./harness.ts";
import type { Rig } from "./harness.ts";
import { cluster, pool, systemPool, tokens } from "./landscape.ts";

describe("local Azure: diff", () => {
  let rig: Rig;
  before(async () => {
    rig = await startRig();
  });
  after(() => {
    rig.stop();
  });

  it("sees no change where only the spelling differs", async () => {
    const old = { resourceGroupName: "RG", location: "West Europe", tags: { a: "1", b: "2" } };
    const now = { tags: { b: "2", a: "1" }, location: "westeurope", resourceGroupName: "rg" };
    const { changed, detail } = await rig.azure.diff(tokens.identity, old, now);
    equal(changed, false);
    deepEqual(detail, {});
  });

  it("names every changed property by its path", async () => {
    const { detail, replaces } = await rig.azure.diff(
      tokens.cluster,
      cluster({ tags: { a: "1", b: "2" }, autoUpgradeProfile: { upgradeChannel: "patch" } }),
      cluster({ tags: { a: "2", c: "3" }, autoUpgradeProfile: { upgradeChannel: "stable" } }),
    );
    deepEqual(detail, {
      "autoUpgradeProfile.upgradeChannel": "UPDATE",
      "tags.a": "UPDATE",
      "tags.b": "DELETE",
      "tags.c": "ADD",
    });
    deepEqual(replaces, []);
  });

  it("tells inline pools apart by name", async () => {
    const extra = { ...systemPool, name: "extra" };
    const { detail } = await rig.azure.diff(
      tokens.cluster,
      cluster({ agentPoolProfiles: [systemPool, extra] }),
      cluster({ agentPoolProfiles: [{ ...extra, count: 4 }, systemPool] }),
    );
    deepEqual(detail, { "agentPoolProfiles[0].count": "UPDATE" });
  });

  const replaced: readonly (readonly [string, string, object, object])[] = [
    ["dnsPrefix", tokens.cluster, cluster(), cluster({ dnsPrefix: "other" })],
    ["location", tokens.cluster, cluster({ location: "westeurope" }), cluster({ location: "northeurope" })],
    ["resourceName", tokens.cluster, cluster(), cluster({ resourceName: "other" })],
    [
      "networkProfile.podCidr",
      tokens.cluster,
      cluster({ networkProfile: { podCidr: "10.2.0.0/16" } }),
      cluster({ networkProfile: { podCidr: "10.3.0.0/16" } }),
    ],
    ["vmSize", tokens.pool, pool(), pool({ vmSize: "Standard_D8s_v5" })],
    ["requiresSession", tokens.queue, { requiresSession: false }, { requiresSession: true }],
    ["principalId", tokens.role, { principalId: "a" }, { principalId: "b" }],
    ["roleDefinitionId", tokens.role, { roleDefinitionId: "a" }, { roleDefinitionId: "b" }],
    ["scope", tokens.role, { scope: "a" }, { scope: "b" }],
  ];
  for (const [path, token, old, now] of replaced) {
    it(`replaces ${token.split(":")[2] ?? ""} when ${path} changes`, async () => {
      const { replaces, detail, deleteBeforeReplace } = await rig.azure.diff(token, { ...old }, { ...now });
      deepEqual(replaces, [path]);
      deepEqual(detail, { [path]: "UPDATE_REPLACE" });
      equal(deleteBeforeReplace, true);
    });
  }

  it("updates in place what azure-native sends as an update", async () => {
    const changes: readonly (readonly [string, object, object])[] = [
      [tokens.pool, { count: 1, availabilityZones: ["1"] }, { count: 2, availabilityZones: ["1", "2"] }],
      [tokens.credential, { subject: "a" }, { subject: "b" }],
      [tokens.subnet, { addressPrefix: "10.1.0.0/20" }, { addressPrefix: "10.1.16.0/20" }],
      [tokens.cluster, { identity: { type: "SystemAssigned" } }, { identity: { type: "UserAssigned" } }],
    ];
    for (const [token, old, now] of changes) {
      const { changed, replaces } = await rig.azure.diff(token, { ...old }, { ...now });
      equal(changed, true);
      deepEqual(replaces, []);
    }
  });

  it("takes an unknown value for a changed one", async () => {
    const { detail, replaces } = await rig.azure.diff(
      tokens.pool,
      pool({ nodeTaints: ["a=b:NoSchedule"] }),
      pool({ nodeTaints: unknown, resourceName: unknown }),
    );
    deepEqual(detail, { nodeTaints: "UPDATE", resourceName: "UPDATE_REPLACE" });
    deepEqual(replaces, ["resourceName"]);
  });

  it("makes the new one first when the name was invented", async () => {
    const invented = { vaultName: "kv1234", __createBeforeDelete: true, location: "westeurope" };
    const { replaces, deleteBeforeReplace } = await rig.azure.diff(tokens.vault, invented, {
      ...invented,
      location: "northeurope",
    });
    deepEqual(replaces, ["location"]);
    equal(deleteBeforeReplace, false);
  });

  it("does not replace for a property that is written down with the value it has", async () => {
    const { detail } = await rig.azure.diff(
      tokens.cluster,
      {},
      { nodeResourceGroup: "MC" },
      { nodeResourceGroup: "MC" },
    );
    deepEqual(detail, { nodeResourceGroup: "ADD" });
  });
});
