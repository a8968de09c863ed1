import { deepEqual, throws } from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { manifestsFrom } from "../../../../local/azure/effects/manifests.ts";
import { at } from "../../../../local/azure/values.ts";
import { crd } from "./fake.ts";

describe("local Azure: manifests", () => {
  let folder: string;
  let listing: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "aks-manifests-"));
    listing = join(folder, "manifests.json");
    const crds = join(folder, "crds");
    mkdirSync(join(crds, "nested"), { recursive: true });
    const other = { apiVersion: "v1", kind: "Namespace", metadata: { name: "keda" } };
    writeFileSync(join(crds, "b.yaml"), [stringify(other), stringify(crd("b.keda.sh"))].join("---\n"));
    writeFileSync(join(crds, "a.yml"), stringify(crd("a.keda.sh")));
    writeFileSync(join(crds, "README.md"), "no manifest");
    writeFileSync(join(folder, "c.yaml"), stringify(crd("c.keda.sh")));
    writeFileSync(listing, JSON.stringify({ keda: [crds, join(folder, "c.yaml")], gatewayApi: [] }));
  });
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it("are the CRDs of files and folders, and nothing else", () => {
    const names = manifestsFrom(listing)("keda").map((object) => at(object, "metadata.name"));
    deepEqual(names, ["a.keda.sh", "b.keda.sh", "c.keda.sh"]);
  });

  it("are missed clearly", () => {
    throws(() => manifestsFrom(listing)("gatewayApi"), {
      message: `${listing} (AKS_LOCAL_MANIFESTS) lists no CRDs for 'gatewayApi'`,
    });
    throws(() => manifestsFrom(undefined)("keda"), {
      message: "AKS_LOCAL_MANIFESTS is not set, so there are no CRDs for 'keda'",
    });
  });
});
