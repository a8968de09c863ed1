import assert from "node:assert/strict";
import { exemptionSchema } from "../../../policy/lib/exemptionShape.ts";
import { choiceByName, valueFor } from "../../../policy/lib/settings.maps.ts";
import {
  atLeast,
  flag,
  matching,
  optionalAtLeast,
  patterns,
  schemaOf,
  strings,
  type Param,
} from "../../../policy/lib/settings.ts";
import { rules } from "../../../policy/rules/index.ts";

interface Case {
  readonly param: Param<unknown>;
  /** What the engine checks a configuration by. */
  readonly schema: object;
  readonly right: readonly unknown[];
  readonly wrong: readonly unknown[];
}

const description = "What it is for.";
const cases: Readonly<Record<string, Case>> = {
  flag: {
    param: flag(true, description),
    schema: { type: "boolean", default: true, description },
    right: [true, false],
    wrong: ["true", 1, undefined, null],
  },
  atLeast: {
    param: atLeast(2, 5, description),
    schema: { type: "number", minimum: 2, default: 5, description },
    right: [2, 2.5],
    wrong: [1.9, "2", Number.NaN, undefined],
  },
  optionalAtLeast: {
    param: optionalAtLeast(1, description),
    schema: { type: "number", minimum: 1, description },
    right: [1],
    wrong: [0.5, "1", undefined],
  },
  matching: {
    param: matching(/^\d+m$/, "1m", description),
    schema: { type: "string", pattern: "^\\d+m$", default: "1m", description },
    right: ["12m"],
    wrong: ["m", 1, undefined, ["1m"]],
  },
  strings: {
    param: strings(["a"], description),
    schema: { type: "array", items: { type: "string" }, default: ["a"], description },
    right: [[], ["", "b"]],
    wrong: ["a", ["a", 1], {}, undefined],
  },
  patterns: {
    param: patterns(["a$"], description),
    schema: { type: "array", items: { type: "string", format: "regex" }, default: ["a$"], description },
    right: [[], ["(b|c)?$"]],
    wrong: ["a", ["a", "("], [1], undefined],
  },
  choiceByName: {
    param: choiceByName(["low", "high"], { x: "low" }, description),
    schema: {
      type: "object",
      additionalProperties: { type: "string", enum: ["low", "high"] },
      default: { x: "low" },
      description,
    },
    right: [{}, { a: "low", b: "high" }],
    wrong: [{ a: "low", b: "medium" }, ["low"], "low", null, undefined],
  },
};

describe("parameters", () => {
  for (const [name, { param, schema, right, wrong }] of Object.entries(cases))
    it(`made by ${name} tell the engine what they accept`, () => {
      assert.deepEqual(schemaOf({ x: param }), { properties: { x: schema } });
      for (const value of right) assert.equal(param.accepts(value), true, JSON.stringify(value));
      for (const value of wrong) assert.equal(param.accepts(value), false, JSON.stringify(value));
    });

  for (const { name, params, configSchema } of rules)
    it(`of ${name} accept their own defaults, which the engine fills in alike`, () => {
      assert.deepEqual(configSchema, schemaOf(params));
      for (const [key, { fallback, schema, accepts }] of Object.entries(params)) {
        assert.deepEqual(schema.default, fallback, key);
        assert.ok(fallback === undefined || accepts(fallback), key);
        const kind = Array.isArray(fallback) ? "array" : typeof fallback;
        assert.equal(schema.type, kind === "undefined" ? "number" : kind, key);
        if (schema.pattern !== undefined) assert.match(schema.pattern, /^\^.*\$$/, key);
      }
    });

  it("that are maps hold nothing of what every object inherits", () => {
    assert.equal(valueFor({ a: "low" }, "a"), "low");
    assert.equal(valueFor({ a: "low" }, "toString"), undefined);
  });
});

describe("the schema of exemptions", () => {
  it("demands all fields and no others, of the look that is checked", () => {
    const text = { type: "string", minLength: 1 };
    const { description: said, ...schema } = exemptionSchema;
    assert.match(said ?? "", /^Resources that may break the rule: /);
    assert.deepEqual(schema, {
      type: "array",
      default: [],
      items: {
        type: "object",
        required: ["resource", "reason", "owner", "expires"],
        additionalProperties: false,
        properties: {
          resource: { ...text, pattern: "[^*/]" },
          reason: text,
          owner: text,
          expires: { type: "string", pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" },
        },
      },
    });
  });
});
