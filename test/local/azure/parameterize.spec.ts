import { deepEqual, equal, match, rejects } from "node:assert/strict";
import { status } from "@grpc/grpc-js";
import type { ServiceError } from "@grpc/grpc-js";
import { startRig } from "./harness.ts";
import type { Rig } from "./harness.ts";
import { cluster, clusterId, makeGroup, tokens } from "./landscape.ts";

const parameter = JSON.stringify({ module: "containerservice", version: "v20260301" });
const made = { name: "azure-native_containerservice_v20260301", version: "3.28.0" };
const gateway = {
  ingressProfile: {
    gatewayAPI: { installation: "Standard" },
    webAppRouting: { gatewayAPIImplementations: { appRoutingIstio: { mode: "Enabled" } } },
  },
};

describe("local Azure: packages and functions", () => {
  let rig: Rig;
  beforeEach(async () => {
    rig = await startRig();
    await makeGroup(rig.azure);
  });
  afterEach(() => {
    rig.stop();
  });

  it("does not know the gateway API in azure-native's own API version", async () => {
    const { failures } = await rig.azure.check(tokens.cluster, cluster(gateway));
    equal(failures.length, 2);
    match(failures[0] ?? "", /unknown property 'ingressProfile.gatewayAPI' in API version 2025-09-01/);
  });

  for (const [form, value] of [
    ["base64 of JSON, as azure-native writes it", Buffer.from(parameter).toString("base64")],
    ["plain JSON", parameter],
    ["words of a command line", ["containerservice", "v20260301"]],
  ] as const) {
    it(`becomes a package of one API version, asked for by ${form}`, async () => {
      deepEqual(await rig.azure.parameterize(value), made);
      const token = `${made.name}:containerservice:ManagedCluster`;
      const { failures, inputs } = await rig.azure.check(token, cluster(gateway));
      deepEqual(failures, []);
      equal(inputs["azureApiVersion"], "2026-03-01");
    });
  }

  it("still serves azure-native's own API versions beside it", async () => {
    await rig.azure.parameterize(parameter);
    const { failures } = await rig.azure.check(tokens.cluster, cluster(gateway));
    match(failures[0] ?? "", /in API version 2025-09-01/);
    const { inputs } = await rig.azure.check(tokens.cluster, cluster());
    equal(inputs["azureApiVersion"], "2025-09-01");
  });

  it("says what there is when asked for a package nobody made", async () => {
    await rejects(rig.azure.check("azure-native_network_v1:network:VirtualNetwork", {}), {
      message:
        /The local Azure has no type azure-native_network_v1:network:VirtualNetwork; it has azure-native:/,
    });
  });

  it("shares the store with the package it was made from", async () => {
    await rig.azure.parameterize(parameter);
    const { id, outputs } = await rig.azure.up(
      `${made.name}:containerservice:ManagedCluster`,
      cluster(gateway),
    );
    equal(id, clusterId);
    deepEqual(outputs["ingressProfile"], gateway.ingressProfile);
  });

  it("says what there is when asked for another version", async () => {
    const error = (await rig.azure
      .parameterize(["containerservice", "v20990101"])
      .catch((reason: unknown) => reason)) as ServiceError;
    equal(error.code, status.INVALID_ARGUMENT);
    equal(
      error.details,
      "The local Azure has no containerservice v20990101; it has containerservice v20260301",
    );
    const garbled = (await rig.azure.parameterize("!").catch((reason: unknown) => reason)) as ServiceError;
    equal(garbled.code, status.INVALID_ARGUMENT);
  });

  it("hands out the credentials of a cluster that exists", async () => {
    const token = "azure-native:containerservice:listManagedClusterUserCredentials";
    const args = { resourceGroupName: "rg", resourceName: "aks" };
    await rejects(rig.azure.invoke(token, args), {
      message:
        /Status=404 Code="ResourceNotFound" Message="The Resource 'Microsoft.ContainerService\/managedClusters\/aks' under resource group 'rg' was not found\./,
    });
    await rig.azure.up(tokens.cluster, cluster());
    deepEqual(await rig.azure.invoke(token, args), {
      kubeconfigs: [{ name: "clusterUser", value: Buffer.from("apiVersion: v1\n").toString("base64") }],
    });
  });

  it("says who the program runs as", async () => {
    const who = await rig.azure.invoke("azure-native:authorization:getClientConfig", {});
    deepEqual(Object.keys(who).sort(), ["clientId", "objectId", "subscriptionId", "tenantId"]);
    await rejects(rig.azure.invoke("azure-native:resources:getResourceGroup", {}), {
      message: /no function azure-native:resources:getResourceGroup; it has authorization:getClientConfig/,
    });
  });
});
