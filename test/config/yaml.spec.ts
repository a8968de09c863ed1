import assert from "node:assert/strict";
import { render } from "../../config/problems.ts";
import { plain } from "../../config/tree.ts";
import { parseYaml } from "../../config/yaml.ts";

function faults(text: string): readonly string[] {
  return parseYaml(text, "a.yaml").problems.map(render);
}

describe("config: YAML", () => {
  it("places every value at its key, every item at itself", () => {
    const { tree, problems } = parseYaml("# note\na:\n  - 1\n  - b: { c: x }\n", "a.yaml");
    assert.deepEqual(problems, []);
    assert.ok(tree);
    assert.deepEqual(plain(tree), { a: [1, { b: { c: "x" } }] });
    const a = tree.entries.get("a");
    assert.ok(a?.kind === "list");
    assert.deepEqual(a.place, { file: "a.yaml", line: 2, column: 1 });
    const [one, map] = a.items;
    assert.deepEqual(one?.place, { file: "a.yaml", line: 3, column: 5 });
    assert.ok(map?.kind === "map");
    const b = map.entries.get("b");
    assert.ok(b?.kind === "map");
    assert.deepEqual(b.place, { file: "a.yaml", line: 4, column: 5 });
    assert.deepEqual(b.entries.get("c")?.place, { file: "a.yaml", line: 4, column: 10 });
  });

  const cases: readonly (readonly [title: string, text: string, ...messages: string[]])[] = [
    ["an empty file", "", "a.yaml:1:1: file is empty. Write at least the required keys, or delete the file."],
    [
      "a file of comments",
      "# nothing\n",
      "a.yaml:1:1: file is empty. Write at least the required keys, or delete the file.",
    ],
    [
      "a list",
      "- a\n",
      "a.yaml:1:1: file does not hold a map. Write keys and values, e.g. schema: tenant/v1.",
    ],
    [
      "a duplicate key, and still reads the rest",
      "a: 1\nb: 2\na: 3\n",
      'a.yaml:3:1: key stands twice in the same map. Got "a". Keep one of the two.',
    ],
    ["a tab in the indentation", "a:\n\tb: 1\n", "a.yaml:2:1: tab in the indentation. Indent with spaces."],
    [
      "an open bracket",
      "a: [1, 2\nb: 3\n",
      "a.yaml:2:1: indentation does not fit the lines around it. Align it with its neighbours, and close brackets and quotes above it.",
    ],
    [
      "an open quote",
      'a: "x\nb: 3\n',
      "a.yaml:3:1: not valid YAML. Check quotes, colons, brackets and indentation here and in the line above.",
    ],
    [
      "a second document",
      "a: 1\n---\na: 2\n",
      "a.yaml:2:1: second document in the file. Keep one document per file: remove the line ---.",
    ],
    [
      "an alias, even one that contains itself",
      "a: &x\n  b: *x\n",
      'a.yaml:2:6: alias of another value. Got "*x". Write the value out.',
    ],
    [
      "a tag",
      "a: !secret x\n",
      "a.yaml:1:4: unknown tag. Remove the tag; plain text, numbers, true, false, lists and maps are enough.",
    ],
    ["a map for a key", "? { a: 1 }\n: 2\n", "a.yaml:1:3: key is not a plain name. Use a plain name as key."],
    ["the key __proto__", "__proto__: 1\n", "a.yaml:1:1: key is not a plain name. Use a plain name as key."],
  ];
  for (const [title, text, ...messages] of cases) {
    it(`refuses ${title}`, () => {
      const found = faults(text);
      assert.deepEqual(found, messages);
    });
  }

  it("prints no value of a faulty line", () => {
    assert.doesNotMatch(faults('password: "hunter2\n').join("\n"), /hunter2/);
  });
});
