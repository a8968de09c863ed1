import assert from "node:assert/strict";
import { levelOf, onLevels, sectionOf } from "../../../policy/check/levels.ts";
import { keysOf } from "../../../policy/check/path.ts";
import { objectRule } from "../support/rules.ts";

const rule = objectRule.name;

describe("levels of a check", () => {
  it("are the environment's, under the parameters and levels of a configuration", () => {
    const environment = { a: "advisory", b: "disabled", c: "advisory" };
    assert.deepEqual(
      onLevels(environment, {
        a: { x: 1 },
        b: "mandatory",
        c: null,
        d: { enforcementLevel: "advisory" },
        e: { x: 2 },
      }),
      {
        a: { enforcementLevel: "advisory", x: 1 },
        b: "mandatory",
        c: "advisory",
        d: { enforcementLevel: "advisory" },
        e: { x: 2 },
      },
    );
  });

  it("are the rule's own, that of all, or that of its section", () => {
    assert.equal(levelOf(objectRule, {}), "mandatory");
    assert.equal(levelOf(objectRule, { all: "advisory" }), "advisory");
    assert.equal(levelOf(objectRule, { all: "advisory", [rule]: "disabled" }), "disabled");
    assert.equal(levelOf(objectRule, { [rule]: { enforcementLevel: "advisory" } }), "advisory");
  });

  it("leave a rule its section, but a level is none", () => {
    assert.deepEqual(sectionOf(objectRule, { [rule]: { x: 1 } }), { x: 1 });
    assert.equal(sectionOf(objectRule, { [rule]: "advisory" }), undefined);
  });
});

describe("paths of findings", () => {
  it("are split into keys", () => {
    assert.deepEqual(keysOf('spec.containers[0].env[12]["a.b/c\\"d"].x'), [
      ...["spec", "containers", 0, "env", 12, 'a.b/c"d', "x"],
    ]);
    assert.deepEqual(keysOf('a["x\\\\"].b'), ["a", "x\\", "b"]);
    assert.deepEqual(keysOf(""), []);
  });
});
