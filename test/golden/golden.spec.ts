import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { difference, goldenFile, inventoryOf, stacks, type Entry } from "./inventory.ts";

describe("golden inventories", () => {
  for (const stack of stacks) {
    it(`${stack} registers what test/golden/${stack}.json says`, async () => {
      const committed = JSON.parse(readFileSync(goldenFile(stack), "utf8")) as Entry[];
      const found = difference(committed, await inventoryOf(stack));
      const advice = "If this is what you want, run `npm run golden:update` and commit the file.";
      assert.equal(found.length, 0, ["the program changed:", ...found, advice].join("\n"));
    });
  }

  it("show a difference as added, removed and changed values", () => {
    const entry = (name: string, inputs: unknown) => ({ type: "t", name, parent: "", inputs });
    const before = [entry("kept", { a: { b: [1] } }), entry("gone", {})];
    const after = [entry("kept", { a: { b: [2] }, c: true }), entry("new", {})];
    assert.deepEqual(difference(before, after), [
      "- t gone",
      "~ t kept: inputs.a.b.0: 1 -> 2",
      "~ t kept: inputs.c: undefined -> true",
      "+ t new",
    ]);
    assert.deepEqual(difference(before, before), []);
  });
});
