import assert from "node:assert/strict";
import { atLeast, oldestCli, pinnedCli } from "../../local/engine/find.ts";

describe("a pulumi on the PATH", () => {
  for (const [version, expected] of [
    ["3.238.0", true],
    ["3.259.0", true],
    ["4.0.0", true],
    ["3.237.9", false],
    ["3.24.100", false],
    ["3.240.0-alpha.1", true],
    ["", false],
    ["dev", false],
  ] as const) {
    it(`${version || "without a version"} is ${expected ? "" : "not "}new enough`, () => {
      assert.equal(atLeast(version, "3.238.0"), expected);
    });
  }

  it("is held to a version our own engine meets", () => {
    assert.ok(atLeast(pinnedCli(), oldestCli));
  });
});
