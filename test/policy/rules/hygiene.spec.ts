import assert from "node:assert/strict";
import { hygiene as rule } from "../../../policy/rules/azure/hygiene.ts";
import { registry, registryType } from "../support/aks.ts";
import { unknownText, type Body } from "../support/objects.ts";
import { broken, open, runAzure, silent } from "../support/run.ts";

const retention = "policies.retentionPolicy.status";
const softDelete = "policies.softDeletePolicy";
const pile = "Enable it, or softDeletePolicy, or untagged manifests pile up.";

function check(changes: Body = {}, config?: unknown) {
  return runAzure(rule, registryType, registry(changes), config);
}

describe("acr-hygiene", () => {
  it("accepts retention, or soft delete", () => {
    assert.deepEqual(check(), silent);
    assert.deepEqual(check({ [retention]: "disabled", [softDelete]: { status: "Enabled" } }), silent);
  });

  it("demands a tier, as configured", () => {
    const path = "sku.name";
    const fix = "Choose Standard or more.";
    assert.deepEqual(check({ sku: undefined }), broken(`${path}: not set. ${fix}`));
    for (const sku of ["Basic", "Classic"])
      assert.deepEqual(check({ [path]: sku }), broken(`${path}: must be Standard or Premium. ${fix}`));
    assert.deepEqual(check({ [path]: "Basic" }, { minSku: "Basic" }), silent);
    assert.deepEqual(
      check({ [path]: "Standard" }, { minSku: "Premium" }),
      broken(`${path}: must be Premium. Choose Premium or more.`),
    );
  });

  it("demands that Premium cleans up", () => {
    assert.deepEqual(
      check({ "policies.retentionPolicy": undefined }),
      broken(`${retention}: not set. ${pile}`),
    );
    assert.deepEqual(
      check({ [retention]: "disabled", [softDelete]: { status: "disabled" } }),
      broken(`${retention}: must be enabled. ${pile}`),
    );
    assert.deepEqual(check({ "sku.name": "Standard", policies: undefined }), silent);
  });

  it("refuses retention and soft delete together, as Azure does", () => {
    assert.deepEqual(
      check({ [softDelete]: { status: "enabled" } }),
      broken(`${softDelete}.status: enabled together with retentionPolicy. Choose one; Azure refuses both.`),
    );
  });

  it("demands that a closed registry exports nothing", () => {
    const path = "policies.exportPolicy.status";
    const fix = "Set it to disabled, or artifacts leave the closed network by export.";
    assert.deepEqual(check({ [path]: "enabled" }), broken(`${path}: must be disabled. ${fix}`));
    assert.deepEqual(check({ "policies.exportPolicy": undefined }), broken(`${path}: not set. ${fix}`));
    assert.deepEqual(check({ [path]: "enabled", publicNetworkAccess: "Enabled" }), silent);
    assert.deepEqual(check({ [path]: "enabled", publicNetworkAccess: undefined }), silent);
    assert.deepEqual(check({ publicNetworkAccess: unknownText }), silent);
    assert.deepEqual(
      check({ [path]: "enabled", publicNetworkAccess: unknownText }),
      open("publicNetworkAccess: known only after the update"),
    );
  });

  it("says nothing of zones: azure-native writes Disabled, and Azure spreads all the same", () => {
    assert.deepEqual(check({ zoneRedundancy: "Disabled" }), silent);
  });

  it("leaves open what is unknown", () => {
    assert.deepEqual(check({ sku: unknownText }), open("sku: known only after the update"));
    assert.deepEqual(check({ policies: unknownText }), open("policies: known only after the update"));
    assert.deepEqual(check({ [retention]: unknownText }), open(`${retention}: known only after the update`));
    assert.deepEqual(
      check({ [retention]: "disabled", [softDelete]: { status: unknownText } }),
      open(`${softDelete}.status: known only after the update`),
    );
    assert.equal(runAzure(rule, registryType, {}).violations.length, 1);
  });
});
