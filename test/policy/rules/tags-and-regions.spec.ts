import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { taggableTypes } from "../../../policy/lib/taggable.ts";
import { azureTagsAndRegions as rule } from "../../../policy/rules/azure/tags-and-regions.ts";
import { breaks, leavesAlone } from "../support/azureData.ts";
import { change, unknownText, type Body } from "../support/objects.ts";
import { open, runAzure, silent } from "../support/run.ts";

const type = "keyvault:Vault";
const config = { tags: ["environment", "cost-center"], regions: ["westeurope", "North Europe"] };
const tagged: Body = { location: "westeurope", tags: { environment: "prod", "cost-center": "CC-1" } };
const region = "location: not an allowed region. Choose westeurope or North Europe.";
const later = "known only after the update";

describe("azure-tags-and-regions", () => {
  breaks(
    rule,
    type,
    tagged,
    [
      [{}],
      [{ location: "West Europe" }],
      [{ location: "northeurope" }],
      [{ location: "global" }],
      [{ location: undefined }],
      [{ tags: { Environment: "prod", "COST-CENTER": 1000 } }],
      [{ "tags.environment": undefined }, "tags.environment: not set. Add the tag."],
      [{ "tags.cost-center": undefined }, 'tags["cost-center"]: not set. Add the tag.'],
      [{ "tags.environment": " " }, "tags.environment: empty. Give the tag a value."],
      [{ "tags.environment": {} }, "tags.environment: empty. Give the tag a value."],
      [{ tags: [] }, "tags.environment: not set. Add the tag.", 'tags["cost-center"]: not set. Add the tag.'],
      [{ location: "eastus" }, region],
      [{ location: 7 }, region],
    ],
    config,
  );

  it("demands nothing that is not configured", () => {
    assert.deepEqual(runAzure(rule, type, { location: "eastus" }), silent);
  });

  it("leaves open what is unknown, but a tag that is there", () => {
    const check = (changes: Body) => runAzure(rule, type, change(tagged, changes), config);
    assert.deepEqual(check({ location: unknownText }), open(`location: ${later}`));
    assert.deepEqual(check({ tags: unknownText }), open(`tags: ${later}`));
    assert.deepEqual(check({ "tags.environment": unknownText }), silent);
  });

  it("looks only at types that take tags", () => {
    const manifest = createRequire(import.meta.url).resolve("@pulumi/azure-native/package.json");
    for (const one of taggableTypes) {
      const [service = "", kind = ""] = one.split(":");
      const file = manifest.replace(
        "package.json",
        `${service}/${kind.charAt(0).toLowerCase()}${kind.slice(1)}.d.ts`,
      );
      assert.ok(existsSync(file), file);
      assert.match(readFileSync(file, "utf8").split("Args {").at(-1) ?? "", /^ {4}tags\?/m, one);
    }
  });

  leavesAlone(rule, "network:Subnet");
});
