import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { configProblems } from "../../policy/lib/config.ts";
import { rules } from "../../policy/rules/index.ts";
import { generate, leftovers, locationOf } from "../../policy/tools/files.ts";
import { overviewOf, pageOf } from "../../policy/tools/pages.ts";
import { azureRule, objectRule, stackRule } from "./support/rules.ts";

const read = (file: string) => readFileSync(locationOf(file), "utf8");
const remedy = "run node policy/tools/docs.ts";

describe("the documents of the rules", () => {
  const files = generate(rules);

  it("are those that the generator writes", () => {
    for (const [file, text] of files) {
      let written = "";
      try {
        written = read(file);
      } catch {
        assert.fail(`${file} is missing: ${remedy}`);
      }
      assert.equal(written, text, `${file} is out of date: ${remedy}`);
    }
    assert.deepEqual(leftovers(files), [], `pages without a rule: ${remedy}`);
  });

  it("and the README of the pack show configuration that exists", () => {
    const text = [...files.values(), read("policy/README.md")].join("\n");
    const examples = [...text.matchAll(/```json\n([^`]*)```/g)].map(([, found = ""]): unknown =>
      JSON.parse(found),
    );
    assert.ok(examples.length > rules.length);
    for (const example of examples) assert.deepEqual(configProblems(rules, example), []);
  });

  it("link only to files that exist", () => {
    const written = ["policy/README.md", "policy/CONTRIBUTING.md"].map((file) => [file, read(file)] as const);
    for (const [file, text] of [...files, ...written])
      for (const [, target = ""] of text.matchAll(/\]\((?!https?:)([^)#]+)[^)]*\)/g)) {
        const path = new URL(target, locationOf(file));
        const known = [...files.keys()].some((other) => locationOf(other).href === path.href);
        assert.ok(known || readFileSync(path).length > 0, `${file}: ${target}`);
      }
  });
});

describe("a page", () => {
  it("says what a rule demands, where, at which levels, and what it takes", () => {
    const page = pageOf(
      {
        ...objectRule,
        framework: { name: "Benchmark", version: "1", reference: "5.1", specification: "Text" },
        tags: ["checkov:CKV_1"],
      },
      "policy/rules/kubernetes/immutable.ts",
      { dev: { [objectRule.name]: "advisory" }, prod: {} },
    );
    assert.equal(
      page.slice(0, page.indexOf("| Parameter")),
      `# k8s-immutable

Something must hold.

- **Level:** mandatory, advisory in dev
- **Severity:** low
- **Looks at:** \`ConfigMap\`
- **Benchmark:** Benchmark 1 5.1: Text
- **More:** <https://example.com>
- **Code:** [policy/rules/kubernetes/immutable.ts](../../policy/rules/kubernetes/immutable.ts)

## How to fix

Do it.

## Parameters

`,
    );
    assert.match(
      page,
      /\| `excludedNamespaces` \| `\["kube-system","gatekeeper-system"\]` \| Namespaces whose /,
    );
    assert.match(page, /\| checkov \| `CKV_1` \|/);
    assert.match(page, /"k8s-immutable": \{\n {4}"exemptions": \[/);
  });

  it("of other scopes names its types", () => {
    assert.match(pageOf(azureRule, "", {}), /- \*\*Looks at:\*\* `resources:ResourceGroup`\n/);
    assert.match(pageOf(stackRule, "", {}), /- \*\*Looks at:\*\* everything in a stack together\n/);
    assert.match(
      pageOf({ ...objectRule, kinds: ["*"] }, "", {}),
      /Looks at:\*\* Kubernetes objects of every kind\n/,
    );
    const lines = overviewOf([stackRule, azureRule], ({ name }) => `policies/${name}.md`).split("\n");
    assert.deepEqual(
      lines.filter((line) => !/^\| [-R]/.test(line) && line !== ""),
      [
        "### One Azure resource",
        "| [azure-location](policies/azure-location.md) | mandatory | low      | Something must hold. |",
        "### A whole stack",
        "| [stack-friends](policies/stack-friends.md) | mandatory | low      | Something must hold. |",
      ],
    );
  });
});
