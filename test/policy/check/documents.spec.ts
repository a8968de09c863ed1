import assert from "node:assert/strict";
import fc from "fast-check";
import { stringify } from "yaml";
import { readDocuments } from "../../../policy/check/documents.ts";

const read = (text: string) => readDocuments({ file: "a.yaml", text });
const valuesOf = (text: string) => read(text).documents.map(({ value }) => value);

/** An alias is left to the parser that knows places, and with it the whole file. */
const withAlias = (text: string) => `${text}\n---\na: &a 1\nb: *a\n`;

const ambiguous = [
  ...["yes", "on", "~", "null", "True", "012", "0o17", "0x1F", "1_000", "1e3", ".5", "-0", ".inf", ".nan"],
  ...[
    "2026-11-21",
    "1:30",
    "<<",
    "=",
    "a: b",
    "# c",
    "- d",
    "x #y",
    "%TAG",
    "---",
    "two\nlines\n",
    " pad ",
    "",
  ],
];

describe("the documents of a file", () => {
  it("are the same by the quick parser as by the one that knows places", () => {
    const text = fc.oneof(fc.constantFrom(...ambiguous), fc.string());
    // Manifests are maps; where a document is a text alone, parsers disagree about its indentation.
    const { manifest } = fc.letrec((tie) => ({
      manifest: fc.dictionary(text, tie("value"), { maxKeys: 3 }),
      value: fc.oneof(
        { depthSize: "small" },
        text,
        fc.integer(),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie("value"), { maxLength: 3 }),
        fc.dictionary(text, tie("value"), { maxKeys: 3 }),
      ),
    }));
    const styles = fc.constantFrom(...(["BLOCK_LITERAL", "PLAIN", "QUOTE_DOUBLE", "QUOTE_SINGLE"] as const));
    fc.assert(
      fc.property(fc.array(manifest, { minLength: 1, maxLength: 3 }), styles, (values, style) => {
        const options = { defaultStringType: style, aliasDuplicateObjects: false };
        const yaml = values.map((one) => `---\n${stringify(one, options)}`).join("");
        assert.deepEqual(valuesOf(yaml), valuesOf(withAlias(yaml)).slice(0, -1));
      }),
    );
  });

  for (const written of ambiguous.filter((one) => !one.includes("\n")))
    it(`mean the same to both where a value is written ${JSON.stringify(written)}`, () => {
      // A key that is null goes by different names; Kubernetes has no use for either.
      const asKey = ["~", "null", ""].includes(written) ? [] : [`${written}: a`];
      for (const yaml of [`a: ${written}`, `- ${written}`, `{a: ${written}}`, ...asKey])
        assert.deepEqual(
          valuesOf(yaml),
          valuesOf(withAlias(yaml)).slice(0, read(yaml).documents.length),
          yaml,
        );
    });

  it("are counted alike, however they begin and end", () => {
    for (const text of [
      "",
      "# c\n",
      "---\n",
      "---\n---\na: 1",
      "a: 1\n---\n",
      "--- # c\na: 1\n...\n# d\n",
      "\ufeffa: 1",
    ]) {
      const values = valuesOf(text);
      const places = read(text).documents.map(({ placeOf }) => placeOf("a").line > 0);
      assert.equal(values.length, places.length);
      assert.deepEqual(valuesOf(`${text}\n--- &a\nb: 1\n`).slice(0, values.length), values, text);
    }
  });

  it("follow the version they are written in", () => {
    assert.deepEqual(valuesOf("%YAML 1.1\n---\na: yes\n"), [{ a: true }]);
    assert.deepEqual(valuesOf("a: yes\n"), [{ a: "yes" }]);
  });
});
