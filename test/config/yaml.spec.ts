import assert from "node:assert/strict";
import { render } from "../../config/problems.ts";
import { plain } from "../../config/tree.ts";
import { largestFile, parseYaml } from "../../config/yaml.ts";
import { effort } from "../support/effort.ts";

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
    [
      "a merge key, and the alias it merges",
      "a: &x { b: 1 }\nc:\n  <<: *x\n",
      'a.yaml:3:3: merge of another map. Got "<<". Write the keys out.',
    ],
    [
      "values nested deeper than anyone could mean",
      `a: ${"[".repeat(40)}${"]".repeat(40)}\n`,
      "a.yaml:1:35: nested more than 32 deep. Write it flatter.",
    ],
    [
      "a file above its size",
      `a: ${"x".repeat(300_000)}\n`,
      "a.yaml:1:1: file is larger than 128 KiB. Keep in it what only it can say.",
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

  it("takes a byte order mark, and lines that end as in Windows", () => {
    const { tree, problems } = parseYaml("\uFEFFa: 1\r\nb:\r\n  - c\r\n", "a.yaml");
    assert.deepEqual(problems, []);
    assert.ok(tree);
    assert.deepEqual(plain(tree), { a: 1, b: ["c"] });
    assert.deepEqual(tree.entries.get("b")?.place, { file: "a.yaml", line: 2, column: 1 });
  });

  it("names one slip once, not again for every word after it", () => {
    const rest = Array.from({ length: 50 }, (_, n) => `k${n}: [a, b]\n`).join("");
    assert.deepEqual(faults(`a: [x]{}\n${rest}`), [
      "a.yaml:1:7: not valid YAML. Check quotes, colons, brackets and indentation here and in the line above.",
    ]);
  });

  it("never expands what aliases repeat", () => {
    const levels = Array.from(
      { length: 20 },
      (_, n) => `l${n + 1}: &l${n + 1} [${`*l${n}, `.repeat(9)}*l${n}]\n`,
    );
    const { problems } = parseYaml(`l0: &l0 lol\n${levels.join("")}`, "a.yaml");
    assert.equal(problems.length, 200);
  });

  it("prints no value of a faulty line", () => {
    assert.doesNotMatch(faults('password: "hunter2\n').join("\n"), /hunter2/);
  });
});

describe("config: YAML files that nobody means well", () => {
  // Mocha keeps stacks of any depth, and a thousand deep ones take seconds.
  const usual = Error.stackTraceLimit;
  before(() => (Error.stackTraceLimit = 10));
  after(() => (Error.stackTraceLimit = usual));

  /** With enough effort as large as a file may be, and of the kind that a careless reader takes the square of its size for. */
  const size = Math.min(8 * 1024 * effort, largestFile - 8);
  const hostile: Readonly<Record<string, string>> = {
    "open brackets": `a: ${"[".repeat(size)}`,
    "open maps": "{a: ".repeat(size / 4),
    "lists in lists": `- ${"- ".repeat(size / 2)}`,
    keys: Array.from({ length: size / 12 }, (_, n) => `key${n}: 1\n`).join(""),
    "the same key": "a: 1\n".repeat(size / 5),
    tabs: "\ta: 1\n".repeat(size / 6),
    quotes: '"'.repeat(size),
    aliases: `a: &a x\n${"- *a\n".repeat(size / 6)}`,
    dots: `a: "a@${".".repeat(size - 10)} "`,
  };
  for (const [title, text] of Object.entries(hostile)) {
    it(`are answered when full of ${title}`, () => {
      const { tree, problems } = parseYaml(text, "a.yaml");
      assert.ok(tree ?? problems.length > 0);
    });
  }
});
