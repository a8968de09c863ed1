import assert from "node:assert/strict";
import { readState, StateError } from "../../../policy/check/state.ts";
import { root } from "../../../policy/lib/read.ts";
import { imageMessage, twoRules } from "./manifests.ts";
import { check, workInFolder, write } from "./run.ts";

const urn = "urn:pulumi:dev::shop::kubernetes:apps/v1:Deployment::web::1";
const type = "kubernetes:apps/v1:Deployment";
const inputs = { spec: { template: { spec: { containers: [{ name: "web", image: "nginx:latest" }] } } } };
const resource = { urn, type, inputs };
const vault = {
  urn: "urn:pulumi:dev::shop::azure-native:keyvault:Vault::vault",
  type: "azure-native:keyvault:Vault",
};
const object = {
  ...{ urn, resource: "web::1", group: "apps", kind: "Deployment", body: root(inputs) },
};
const hint =
  "Give what `pulumi stack export` or `pulumi preview --json` printed, or a state file of a self-managed backend.";

const read = (value: unknown) => readState("a.json", JSON.stringify(value));

describe("states and plans", () => {
  it("of `pulumi stack export` are read without what is to be deleted", () => {
    const resources = [resource, { ...resource, delete: true }];
    assert.deepEqual(read({ version: 3, deployment: { resources } }), { objects: [object], azure: [] });
  });

  it("of a self-managed backend are read alike", () => {
    const checkpoint = { latest: { resources: [{ ...resource, delete: false }] } };
    assert.deepEqual(read({ checkpoint }), { objects: [object], azure: [] });
  });

  it("of `pulumi preview --json` are read as they will be", () => {
    const steps = [
      { op: "create", newState: resource },
      { op: "delete", oldState: resource },
    ];
    assert.deepEqual(read({ steps }), { objects: [object], azure: [] });
  });

  it("say what is protected", () => {
    const steps = [true, false, undefined].map((protect) => ({ newState: { ...vault, protect } }));
    assert.deepEqual(
      read({ steps }).azure.map(({ protect }) => protect),
      [true, false, false],
    );
  });

  it("may hold what is no resource, and resources without inputs", () => {
    const bodies = (...resources: readonly unknown[]) =>
      read({ deployment: { resources } }).objects.map(({ body }) => body);
    assert.deepEqual(bodies(null, 1, { type }, { urn }, { urn, type: 1 }), []);
    assert.deepEqual(bodies({ urn, type }), [root({})]);
  });

  it("are refused when they are something else", () => {
    const nothing = [{}, [], null, 1, { deployment: {} }, { deployment: { resources: {} } }, { steps: {} }];
    for (const value of nothing)
      assert.throws(() => read(value), new StateError(`a.json: holds no resources. ${hint}`));
    assert.throws(() => readState("a.json", "{"), new StateError(`a.json: is no JSON. ${hint}`));
  });

  describe("on the command line", () => {
    workInFolder();

    it("are reported by URN", async () => {
      write("config.json", twoRules);
      write("export.json", { deployment: { resources: [resource, vault] } });
      assert.deepEqual(await check("export.json", "--state", "--config", "config.json"), {
        status: 1,
        out: [
          `${urn}: error: web::1: ${imageMessage} [k8s-image-versioned]`,
          "2 resources checked: 1 error, 0 warnings, 0 notes.",
        ],
        err: "",
      });
    });

    it("are reported without places, whatever the format", async () => {
      write("config.json", twoRules);
      write("export.json", { deployment: { resources: [resource] } });
      const { out } = await check(
        ...["export.json", "--state", "--config", "config.json", "--format", "sarif"],
      );
      assert.deepEqual(
        out.filter((line) => line.includes('"locations"')),
        ['          "locations": [],'],
      );
    });
  });
});
