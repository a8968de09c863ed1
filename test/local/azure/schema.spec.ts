import { deepEqual, equal, ok } from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { generate } from "../../../local/azure/schema/generate.ts";
import { loadModule } from "../../../local/azure/schema/load.ts";
import { resourceTypes } from "../../../local/azure/types/index.ts";
import { parametersOf } from "../../../local/azure/arm/ids.ts";

const folder = resolve(import.meta.dirname, "../../../local/azure/schema");

describe("local Azure: schemas", () => {
  it("are what @pulumi/azure-native declares (else: node local/azure/schema/generate.ts)", function () {
    this.timeout(20_000);
    for (const [module, text] of Object.entries(generate())) {
      equal(readFileSync(join(folder, `${module}.json`), "utf8"), text, module);
    }
  });

  it("know every property the types speak of", () => {
    for (const type of resourceTypes) {
      const { inputs } = loadModule(type.module);
      const properties = [...inputs.properties(type.name).keys()];
      const spoken = [
        ...parametersOf(type.id),
        type.naming.property,
        ...(type.replaces ?? []),
        ...(type.frozen ?? []),
      ];
      for (const path of spoken) {
        ok(
          properties.includes(path.split(".")[0] ?? ""),
          `${type.module}:${type.name} has no property ${path}`,
        );
      }
      equal(type.locationRequired === true, properties.includes("location"), `${type.name}: location`);
    }
  });

  it("are extended, never replaced, by the additions of another API version", () => {
    const extended = loadModule("containerservice", "v20260301");
    const base = loadModule("containerservice");
    for (const name of [
      "ManagedClusterIngressProfileArgs",
      "ManagedClusterIngressProfileWebAppRoutingArgs",
    ]) {
      const [more, fewer] = [extended.inputs.properties(name), base.inputs.properties(name)];
      equal(more.size, fewer.size + 1);
    }
    deepEqual(
      readdirSync(folder).filter((file) => /-v\d+\.json$/.test(file)),
      ["containerservice-v20260301.json"],
    );
  });
});
