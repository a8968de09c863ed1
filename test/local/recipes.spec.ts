import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { binaryOf } from "../../local/parts/build.ts";
import * as recipes from "../../local/parts/recipes.ts";

describe("pinned parts", () => {
  it("take their version from go.mod", () => {
    assert.equal(recipes.versionOf(recipes.pulumi), "v3.259.0");
    assert.equal(recipes.versionOf(recipes.kubernetes), "v1.36.3");
    assert.equal(recipes.versionOf(recipes.kubernetesProvider), "v4.25.0");
  });

  it("say when go.mod does not have a module", () => {
    assert.throws(() => recipes.pinnedVersion("etcd", "example.com/none"), {
      message: "local/go/etcd/go.mod does not require example.com/none",
    });
  });

  for (const part of [...recipes.enginePartList, ...recipes.clusterPartList]) {
    it(`${part.name} has the hash of its module in go.sum`, () => {
      const sums = readFileSync(join(recipes.partFolder(part.name), "go.sum"), "utf8");
      assert.ok(sums.includes(`${part.module} ${recipes.pinnedVersion(part.name, part.module)} h1:`));
    });
  }

  it("have a folder each in the cache, named by their content", () => {
    const folders = [...recipes.enginePartList, ...recipes.clusterPartList].map(binaryOf);
    assert.equal(new Set(folders).size, folders.length);
    assert.match(binaryOf(recipes.etcd), /\/parts\/etcd-[0-9a-f]{12}\/etcd$/);
  });

  it("tell Kubernetes its version", () => {
    const stamp = recipes.kubernetes.stamp("v1.36.3");
    assert.equal(stamp["k8s.io/component-base/version.gitMinor"], "36");
  });
});
