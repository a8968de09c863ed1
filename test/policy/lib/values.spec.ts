import assert from "node:assert/strict";
import { parseImage } from "../../../policy/lib/image.ts";
import { parseQuantity } from "../../../policy/lib/quantity.ts";

describe("parseQuantity", () => {
  const equal: readonly (readonly [string, string])[] = [
    ["700m", "0.7"],
    ["1000m", "1"],
    ["1Ki", "1024"],
    ["1.5Gi", "1536Mi"],
    ["1e3", "1k"],
    ["1E3", "1000"],
    ["1E", "1e18"],
    ["100000u", "100m"],
    ["5000000n", "5m"],
    [".5", "0.5"],
    ["+1.", "1"],
    ["0M", "0"],
  ];
  for (const [left, right] of equal)
    it(`${left} is ${right}`, () => {
      assert.equal(parseQuantity(left), parseQuantity(right));
      assert.notEqual(parseQuantity(left), undefined);
    });

  for (const text of ["", " ", "1 Gi", "Gi", "1gi", "1KI", "1mm", "0x10", "1e", "Infinity", "1,5"])
    it(`refuses ${JSON.stringify(text)}`, () => {
      assert.equal(parseQuantity(text), undefined);
    });

  it("reads negative quantities, which are below every floor", () => {
    assert.equal(parseQuantity("-1"), -1);
  });
});

describe("parseImage", () => {
  const digest = `sha256:${"ab".repeat(32)}`;
  const cases: readonly (readonly [string, string, string | undefined, string | undefined])[] = [
    ["nginx", "nginx", undefined, undefined],
    ["nginx:1.27", "nginx", "1.27", undefined],
    ["docker.io/library/mongo:8.0.15", "docker.io/library/mongo", "8.0.15", undefined],
    ["localhost:5000/a/b", "localhost:5000/a/b", undefined, undefined],
    [`a.azurecr.io/b:1@${digest}`, "a.azurecr.io/b", "1", digest],
  ];
  for (const [written, name, tag, its] of cases)
    it(`takes ${written} apart`, () => {
      assert.deepEqual(parseImage(written), { name, tag, digest: its });
    });

  for (const written of ["", "a b", "a:", "a@sha256:12", ":1", "https://a/b:1", "a:1:2", "a//b"])
    it(`refuses ${JSON.stringify(written)}`, () => {
      assert.equal(parseImage(written), undefined);
    });
});
