import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { configProblems } from "../../policy/lib/config.ts";
import type { Rule } from "../../policy/lib/rule.ts";
import { commonParams, namespaceParams } from "../../policy/lib/settings.ts";
import { rules } from "../../policy/rules/index.ts";

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

/** A rule's row in docs/policies.md, cell by cell. */
function row(rule: Rule): readonly string[] {
  const params = Object.entries(rule.params)
    .filter(([name]) => !(name in commonParams) && !(name in namespaceParams))
    .map(([name, { fallback }]) => {
      if (name.endsWith("Patterns")) return `\`${name}\``;
      return `\`${name}\` ${fallback === undefined ? "none" : JSON.stringify(fallback)}`;
    });
  const file = `policy/rules/kubernetes/${rule.name.replace(/^k8s-/, "")}.ts`;
  assert.ok(existsSync(new URL(`../../${file}`, import.meta.url)), file);
  const remedy = rule.remediationSteps;
  return [
    `[${rule.name}](../${file})`,
    rule.level,
    rule.severity,
    rule.description,
    params.join(", ") || "-",
    remedy,
  ];
}

describe("docs/policies.md", () => {
  it("has one row for every rule, in the order of the pack", () => {
    const written = read("docs/policies.md")
      .split("\n")
      .filter((line) => line.startsWith("| [k8s-"))
      .map((line) =>
        line
          .split("|")
          .slice(1, -1)
          .map((cell) => cell.trim()),
      );
    assert.deepEqual(written, rules.map(row));
  });

  it("and the README of the pack show configuration that exists", () => {
    const text = read("docs/policies.md") + read("policy/README.md");
    const examples = [...text.matchAll(/```json\n([^`]*)```/g)].map(([, json = ""]): unknown =>
      JSON.parse(json),
    );
    assert.ok(examples.length > 0);
    for (const example of examples) assert.deepEqual(configProblems(rules, example), []);
  });
});
