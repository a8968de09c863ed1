import assert from "node:assert/strict";
import { rules } from "../../policy/rules/index.ts";

/** Every text in a schema: patterns, and defaults that are patterns. */
function textsIn(schema: unknown): readonly string[] {
  if (typeof schema === "string") return [schema];
  return typeof schema === "object" && schema !== null ? Object.values(schema).flatMap(textsIn) : [];
}

describe("the schemas of parameters", () => {
  for (const { name, configSchema } of rules)
    it(`${name} uses only patterns that the engine, written in Go, can compile`, () => {
      // RE2 has neither lookaround nor references back; one such pattern keeps the whole pack from starting.
      for (const text of textsIn(configSchema)) assert.doesNotMatch(text, /\(\?[=!<]|\\[1-9k]/);
    });
});
