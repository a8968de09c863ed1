import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { AgentPool } from "../../../components/cloud/containerService.ts";
import { azureNativeVersion, containerServiceApiVersion } from "../../../config/versions.ts";
import { find, record } from "../../support/runtime.ts";

describe("the container service package", () => {
  it("is asked for once, at the API version of config/versions.ts", async () => {
    const pool = (name: string) =>
      new AgentPool(name, { resourceGroupName: "rg", resourceName: "aks", agentPoolName: name });
    const { packages, resources } = await record(() => {
      pool("a");
      pool("b");
    });
    assert.equal(packages.length, 1);
    const [{ name, version, parameter } = { name: "", version: "", parameter: "" }] = packages;
    assert.equal(name, `azure-native_containerservice_${containerServiceApiVersion}`);
    assert.equal(version, azureNativeVersion);
    const decoded = Buffer.from(parameter, "base64").toString();
    assert.deepEqual(JSON.parse(decoded), {
      module: "containerservice",
      version: containerServiceApiVersion,
    });
    for (const { options } of resources) assert.notEqual(options.packageRef, "");
    find({ resources }, `${name}:containerservice:AgentPool`, "a");
  });

  it("comes from the provider that is installed", () => {
    const require = createRequire(import.meta.url);
    const { version } = require("@pulumi/azure-native/package.json") as { version: string };
    assert.equal(azureNativeVersion, version);
  });
});
