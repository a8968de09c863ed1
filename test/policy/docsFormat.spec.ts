import assert from "node:assert/strict";
import { check } from "prettier";
import { rules } from "../../policy/rules/index.ts";
import { generate } from "../../policy/tools/files.ts";
import { code, link, prose, table } from "../../policy/tools/markdown.ts";

describe("the documents of the rules, as Markdown", () => {
  it("are formatted", async () => {
    for (const [file, text] of generate(rules))
      assert.ok(await check(text, { parser: "markdown", printWidth: 110 }), file);
  });

  it("keep prose free of markup, and tables whole", async () => {
    const text = "No <b>, *stars*, `ticks`, snake_case, _x_ or a|b.";
    const page = `${prose(text)}\n\n${table(["A"], [[prose(text)], [code("a|`b`")], [link("a_b", "x.md")]])}\n`;
    assert.ok(await check(page, { parser: "markdown", printWidth: 110 }), page);
    assert.match(page, /a\\\|b/);
  });
});
