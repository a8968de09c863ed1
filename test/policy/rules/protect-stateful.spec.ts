import assert from "node:assert/strict";
import { azureProtectStateful as rule } from "../../../policy/rules/azure/protect-stateful.ts";
import { broken, runAzure, silent } from "../support/run.ts";

const unprotected = broken("options.protect: deletable with all it holds. Set protect to true.");

describe("azure-protect-stateful", () => {
  for (const type of rule.types)
    it(`demands protection of ${type}`, () => {
      assert.deepEqual(runAzure(rule, type, {}, undefined, true), silent);
      assert.deepEqual(runAzure(rule, type, {}, undefined, false), unprotected);
    });

  it("says nothing where the source does not tell", () => {
    assert.deepEqual(runAzure(rule, "keyvault:Vault", {}), silent);
  });

  it("takes the types from the configuration", () => {
    const config = { types: ["keyvault:Vault"] };
    assert.deepEqual(runAzure(rule, "keyvault:Vault", {}, config, false), unprotected);
    assert.deepEqual(runAzure(rule, "storage:StorageAccount", {}, config, false), silent);
  });

  it("leaves alone what holds no data", () => {
    assert.deepEqual(runAzure(rule, "network:VirtualNetwork", {}, undefined, false), silent);
  });
});
