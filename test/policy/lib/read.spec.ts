import assert from "node:assert/strict";
import { entries, get, items, number, root, text } from "../../../policy/lib/read.ts";
import { asInPreview } from "../../../policy/lib/preview.ts";
import { unknownText } from "../support/objects.ts";

describe("read", () => {
  const object = { a: { b: [1, null, { c: unknownText }], "x.y": "z", n: null }, u: unknownText };

  for (const [name, start] of [
    ["plain", root(object)],
    ["proxied", root(asInPreview(object))],
  ] as const) {
    it(`tells known, unknown and missing apart (${name})`, () => {
      assert.equal(text(get(start, "a", "x.y")), "z");
      assert.deepEqual(get(start, "a", "n"), { state: "missing", path: "a.n", partial: false });
      assert.equal(get(start, "a", "nothing", "below").state, "missing");
      assert.equal(get(start, "a", "x.y", "length").state, "missing");
      assert.equal(get(start, "constructor").state, "missing");
      assert.deepEqual(get(start, "u", "below"), {
        state: "unknown",
        cause: "preview",
        source: "u",
        path: "u.below",
        partial: false,
      });
    });

    it(`lists items and entries (${name})`, () => {
      assert.deepEqual(
        items(get(start, "a", "b")).map((item) => item.path),
        ["a.b[0]", "a.b[2]"],
      );
      assert.deepEqual(
        entries(get(start, "a")).map(([key, field]) => [key, field.path]),
        [
          ["b", "a.b"],
          ["x.y", 'a["x.y"]'],
        ],
      );
      assert.deepEqual(items(get(start, "a")), []);
      assert.deepEqual(entries(get(start, "a", "b")), []);
      assert.deepEqual(entries(get(start, "a", "x.y")), []);
      assert.deepEqual([...items(get(start, "u")), ...entries(get(start, "u"))], []);
    });
  }

  it("takes what a patch does not set for unknown", () => {
    assert.deepEqual(get(root({ a: {} }, true), "a", "b"), {
      state: "unknown",
      cause: "patch",
      source: "a.b",
      path: "a.b",
      partial: true,
    });
  });

  it("never throws, whatever the object does", () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    const start = root({
      proxy,
      get thrower(): never {
        throw new RangeError("no");
      },
    });
    assert.equal(get(start, "thrower").state, "unknown");
    assert.equal(get(start, "proxy", "a").state, "unknown");
    assert.deepEqual([...items(get(start, "proxy")), ...entries(get(start, "proxy"))], []);
    assert.equal(root(undefined).state, "missing");
    assert.equal(root(unknownText).state, "unknown");
  });

  it("reads numbers, written either way", () => {
    const start = root({ n: 3, t: " 4 ", e: "", x: "many", i: Number.NaN });
    assert.deepEqual(
      ["n", "t", "e", "x", "i", "no"].map((key) => number(get(start, key))),
      [3, 4, undefined, undefined, undefined, undefined],
    );
    assert.equal(text(get(start, "n")), "3");
  });
});
