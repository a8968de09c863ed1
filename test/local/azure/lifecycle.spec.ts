import { deepEqual, equal, match, rejects } from "node:assert/strict";
import { existsSync } from "node:fs";
import { propsAt, textAt, unknown } from "../../../local/azure/values.ts";
import { refused, startRig } from "./harness.ts";
import type { Rig } from "./harness.ts";
import {
  cluster,
  clusterId,
  groupId,
  makeGroup,
  makeIdentity,
  makeNetwork,
  pool,
  tokens,
} from "./landscape.ts";

describe("local Azure: a resource's life", () => {
  let rig: Rig;
  beforeEach(async () => {
    rig = await startRig();
  });
  afterEach(() => {
    rig.stop();
  });

  const appId = `${groupId}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/app`;

  it("is created with an ARM id and what Azure adds, and can be read again", async () => {
    await makeGroup(rig.azure);
    const { id, inputs, outputs } = await makeIdentity(rig.azure);
    equal(id, appId);
    match(textAt(outputs, "principalId") ?? "", /^[0-9a-f-]{36}$/);
    equal(outputs["type"], "Microsoft.ManagedIdentity/userAssignedIdentities");
    equal(outputs["name"], "app");
    equal(outputs["location"], "westeurope");
    equal(outputs["resourceGroupName"], undefined);
    deepEqual(await rig.azure.read(tokens.identity, id, inputs, outputs), { id, inputs, outputs });
    deepEqual(rig.store.get(id.toUpperCase())?.outputs, outputs);
  });

  it("cannot be created twice", async () => {
    await makeGroup(rig.azure);
    await makeIdentity(rig.azure);
    await rejects(makeIdentity(rig.azure), {
      message: new RegExp(`cannot create already existing resource '${appId}'`),
    });
  });

  it("needs its resource group and its parent", async () => {
    await refused(
      rig.azure.create(tokens.identity, {
        resourceGroupName: "rg",
        resourceName: "app",
        location: "westeurope",
      }),
      404,
      "ResourceGroupNotFound",
      "Resource group 'rg' could not be found.",
    );
    await makeGroup(rig.azure);
    await refused(
      rig.azure.up(tokens.pool, pool()),
      404,
      "ParentResourceNotFound",
      `Failed to perform 'write' on resource(s) of type 'Microsoft.ContainerService/managedClusters/agentPools', because the parent resource '${clusterId}' could not be found.`,
    );
  });

  it("is gone after deletion, and deleting it again is no error", async () => {
    await makeGroup(rig.azure);
    const { id } = await makeIdentity(rig.azure);
    await rig.azure.delete(tokens.identity, id);
    await rig.azure.delete(tokens.identity, id);
    deepEqual(await rig.azure.read(tokens.identity, id), { id: "", inputs: {}, outputs: {} });
    await refused(
      rig.azure.update(tokens.identity, id, {}, { resourceGroupName: "rg", resourceName: "app" }),
      404,
      "ResourceNotFound",
      "The Resource 'Microsoft.ManagedIdentity/userAssignedIdentities/app' under resource group 'rg' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix",
    );
  });

  it("goes with its resource group", async () => {
    const group = await makeGroup(rig.azure);
    await makeNetwork(rig.azure);
    await rig.azure.up(tokens.cluster, cluster());
    await rig.azure.up(tokens.pool, pool());
    await rig.azure.delete(tokens.group, group.id);
    deepEqual(rig.store.list(), []);
    deepEqual(rig.effects.slice(-3).sort(), ["cluster aks -> -", "remove pool system", "remove pool work"]);
    equal(rig.effects.at(-1), "cluster aks -> -");
  });

  it("can be imported by its id alone", async () => {
    await makeGroup(rig.azure);
    const { id, inputs } = await makeIdentity(rig.azure);
    const imported = await rig.azure.read(tokens.identity, id);
    deepEqual(imported.inputs, inputs);
    await rejects(
      rig.azure.read(tokens.vault, id),
      /is no id of Microsoft.KeyVault\/vaults: it looks like \/subscriptions/,
    );
  });

  for (const side of ["outputs", "inputs"] as const) {
    it(`shows drift when a stored value under ${side} is edited`, async () => {
      await makeGroup(rig.azure);
      const made = await rig.azure.up(tokens.identity, {
        resourceGroupName: "rg",
        resourceName: "app",
        tags: { a: "1" },
      });
      const stored = rig.store.get(made.id);
      if (!stored) throw new Error("not stored");
      rig.store.put({ ...stored, [side]: { ...stored[side], tags: { a: "2" } } });
      const read = await rig.azure.read(tokens.identity, made.id, made.inputs, made.outputs);
      deepEqual(read.inputs["tags"], { a: "2" });
      deepEqual(read.outputs["tags"], { a: "2" });
      const { detail } = await rig.azure.diff(tokens.identity, read.inputs, made.inputs, read.outputs);
      deepEqual(detail, { "tags.a": "UPDATE" });
    });
  }

  it("takes over only what drifted inside a list", async () => {
    await makeGroup(rig.azure);
    const made = await rig.azure.up(tokens.cluster, cluster());
    const stored = rig.store.get(made.id);
    if (!stored) throw new Error("not stored");
    const profiles = stored.outputs["agentPoolProfiles"] as object[];
    rig.store.put({
      ...stored,
      outputs: { ...stored.outputs, agentPoolProfiles: [{ ...profiles[0], count: 3 }] },
    });
    const read = await rig.azure.read(tokens.cluster, made.id, made.inputs, made.outputs);
    const [asked] = made.inputs["agentPoolProfiles"] as object[];
    deepEqual(read.inputs["agentPoolProfiles"], [{ ...asked, count: 3 }]);
  });

  it("is previewed with its inputs and every other output unknown, and nothing is stored", async () => {
    const { inputs } = await rig.azure.check(
      tokens.cluster,
      cluster({ location: "westeurope", oidcIssuerProfile: { enabled: true } }),
    );
    const { id, outputs } = await rig.azure.create(tokens.cluster, inputs, true);
    equal(id, "");
    equal(outputs["name"], unknown);
    equal(outputs["fqdn"], unknown);
    equal(outputs["dnsPrefix"], "aks");
    equal(outputs["azureApiVersion"], "2025-09-01");
    deepEqual(outputs["oidcIssuerProfile"], { enabled: true, issuerURL: unknown });
    equal("resourceGroupName" in outputs, false);
    deepEqual(rig.store.list(), []);
    deepEqual(rig.effects, []);
  });

  it("keeps name and location known in the preview of an update, and no more", async () => {
    await makeGroup(rig.azure);
    const made = await rig.azure.up(tokens.cluster, cluster({ oidcIssuerProfile: { enabled: true } }));
    const outputs = await rig.azure.update(
      tokens.cluster,
      made.id,
      made.outputs,
      { ...made.inputs, tags: { a: "1" } },
      true,
    );
    equal(outputs["name"], "aks");
    equal(outputs["location"], "westeurope");
    deepEqual(outputs["tags"], { a: "1" });
    deepEqual(outputs["oidcIssuerProfile"], { enabled: true, issuerURL: unknown });
    deepEqual(propsAt(rig.store.get(made.id)?.outputs, "tags"), {});
  });

  it("exists although its effect failed, and the next update repairs it", async () => {
    await makeGroup(rig.azure);
    const { inputs } = await rig.azure.check(tokens.cluster, cluster());
    rig.breakEffects("the API server is away");
    const failure = (await rig.azure.create(tokens.cluster, inputs).then(
      () => undefined,
      (error: unknown) => error,
    )) as { message: string; metadata: { get(key: string): Buffer[] } };
    match(failure.message, /the API server is away/);
    match(
      failure.metadata.get("grpc-status-details-bin")[0]?.toString("latin1") ?? "",
      /ErrorResourceInitFailed/,
    );
    equal(textAt(rig.store.get(clusterId)?.outputs, "provisioningState"), "Failed");
    const outputs = await rig.azure.update(tokens.cluster, clusterId, {}, inputs);
    equal(outputs["provisioningState"], "Succeeded");
    equal(textAt(rig.store.get(clusterId)?.outputs, "provisioningState"), "Succeeded");
    deepEqual(rig.effects, ["cluster aks -> aks", "pool aks/system"]);
  });

  it("hears the engine cancel", async () => {
    equal(rig.cancelled(), false);
    await rig.azure.cancel();
    equal(rig.cancelled(), true);
    equal(existsSync(rig.store.folder), true);
  });
});
