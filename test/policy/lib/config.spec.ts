import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { configProblems } from "../../../policy/lib/config.ts";
import {
  atLeast,
  flag,
  matching,
  optionalAtLeast,
  patterns,
  settingsOf,
  strings,
} from "../../../policy/lib/settings.ts";
import { rules } from "../../../policy/rules/index.ts";
import { stackRule } from "../support/rules.ts";

const read = (file: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../policy/${file}`, import.meta.url), "utf8"));

describe("configuration", () => {
  it("of the program names only policies and parameters that exist", () => {
    assert.deepEqual(configProblems(rules, read("config.json")), []);
  });

  it("is refused for names, levels and values that are wrong", () => {
    const some = rules.filter((rule) => rule.name === "k8s-run-as-non-root");
    const config = {
      "k8s-run-as-nonroot": {},
      "k8s-run-as-non-root": { minUID: 3, minUid: "3", enforcementLevel: "fatal", excludedNamespaces: [1] },
      undecided: "loud",
      all: "advisory",
    };
    const levels = "must be one of advisory, mandatory, remediate, disabled";
    assert.deepEqual(configProblems(some, config), [
      "k8s-run-as-nonroot: no such policy; there are k8s-run-as-non-root",
      "k8s-run-as-non-root.minUID: no such parameter; there are minUid, pssVersion, excludedNamespaces, exemptions",
      'k8s-run-as-non-root.minUid: does not fit {"type":"number","minimum":1,"default":1,"description":"Lowest uid that runAsUser may name."}',
      `k8s-run-as-non-root.enforcementLevel: ${levels}`,
      "k8s-run-as-non-root.excludedNamespaces: does not fit " +
        '{"type":"array","items":{"type":"string"},"default":["kube-system","gatekeeper-system"],"description":"Namespaces whose objects the rule leaves alone."}',
      `undecided: ${levels}`,
    ]);
    assert.deepEqual(configProblems(some, { undecided: { a: 1 } }), [
      "undecided.a: no such parameter; there are ",
    ]);
    assert.deepEqual(configProblems(some, []), [
      "the configuration must be an object of sections by policy name",
    ]);
  });
});

describe("the levels of policies that are no rules", () => {
  const problems = (config: object) => configProblems([stackRule], config);
  const notes = ["undecided", "undecided-stack", "exempted", "exempted-stack"];

  it("never make a note fail the run", () => {
    assert.deepEqual(problems({ exempted: "mandatory" }), [
      'exempted: must not make exempted mandatory, or notes fail the run; set "exempted": "advisory"',
    ]);
    assert.deepEqual(
      problems({ all: "mandatory" }),
      ["inventory", ...notes].map(
        (name) => `all: must not make ${name} mandatory, or notes fail the run; set "${name}": "advisory"`,
      ),
    );
    const saved = Object.fromEntries(["inventory", ...notes].map((name) => [name, "advisory"]));
    assert.deepEqual(problems({ all: { enforcementLevel: "mandatory" }, ...saved }), []);
  });

  it("never switch off the inventory while a rule on a stack runs, but may switch off the notes", () => {
    const fix = 'must not switch off inventory, which rules on a stack need; set "inventory": "advisory"';
    assert.deepEqual(problems({ inventory: { enforcementLevel: "disabled" } }), [`inventory: ${fix}`]);
    assert.deepEqual(problems({ all: "disabled" }), []);
    assert.deepEqual(problems({ all: "disabled", [stackRule.name]: "advisory" }), [`all: ${fix}`]);
    assert.deepEqual(problems({ all: "disabled", [stackRule.name]: "advisory", inventory: "advisory" }), []);
    assert.deepEqual(problems(Object.fromEntries(notes.map((name) => [name, "disabled"]))), []);
  });
});

describe("settingsOf", () => {
  const params = { on: flag(true, ""), names: strings(["a"], "") };

  it("completes what is given, and replaces what is unusable", () => {
    assert.deepEqual(settingsOf(params, { on: false, other: 1 }), { on: false, names: ["a"] });
    assert.deepEqual(settingsOf(params, { on: "no", names: [1] }), { on: true, names: ["a"] });
    const others = { quantity: matching(/^\d+m$/, "1m", ""), names: patterns(["a"], "") };
    assert.deepEqual(settingsOf(others, { quantity: "2m", names: ["b$"] }), {
      quantity: "2m",
      names: ["b$"],
    });
    assert.deepEqual(settingsOf(others, { quantity: "2", names: ["("] }), { quantity: "1m", names: ["a"] });
    assert.deepEqual(settingsOf(others, { quantity: 2, names: "b" }), { quantity: "1m", names: ["a"] });
    const numbers = { low: atLeast(1, 5, ""), ratio: optionalAtLeast(1, "") };
    assert.deepEqual(settingsOf(numbers, { low: 1, ratio: 1 }), { low: 1, ratio: 1 });
    assert.deepEqual(settingsOf(numbers, { low: 0, ratio: 0.5 }), { low: 5, ratio: undefined });
    assert.deepEqual(settingsOf(numbers, { low: "9", ratio: "9" }), { low: 5, ratio: undefined });
    assert.deepEqual(settingsOf(others, { names: ["b", "("] }).names, ["a"]);
    for (const nothing of [undefined, null, "", 3])
      assert.deepEqual(settingsOf(params, nothing), { on: true, names: ["a"] });
  });

  it("makes settings once for a section that is handed over anew, and again for another", () => {
    const names = ["b"];
    const first = settingsOf(params, { on: false, names });
    assert.equal(settingsOf(params, { names, on: false, enforcementLevel: "advisory" }), first);
    assert.deepEqual(settingsOf(params, { on: true, names }), { on: true, names });
    assert.deepEqual(settingsOf(params, { on: false, names: ["c"] }), { on: false, names: ["c"] });
    assert.deepEqual(settingsOf(params, Object.create({ on: false })), { on: true, names: ["a"] });
  });
});
