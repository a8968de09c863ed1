import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { levelsFor, LevelsError, levelsProblems } from "../../policy/lib/levels.ts";
import { rules } from "../../policy/rules/index.ts";
import { objectRule } from "./support/rules.ts";

const folder = new URL("../../policy/levels/", import.meta.url);

describe("the files of levels", () => {
  it("are those of the environments", () => {
    assert.deepEqual(readdirSync(folder).sort(), ["dev.json", "local.json", "prod.json", "staging.json"]);
  });

  for (const file of readdirSync(folder))
    it(`${file} names only rules and levels that exist, and none twice`, () => {
      const json = readFileSync(new URL(file, folder), "utf8");
      const levels: unknown = JSON.parse(json);
      assert.deepEqual(levelsProblems(rules, levels), []);
      assert.deepEqual(Object.keys(levels as object).length, (json.match(/^ {2}"/gm) ?? []).length);
    });
});

describe("levelsFor", () => {
  let own: string;
  const write = (name: string, text: string) => {
    writeFileSync(join(own, name), text);
  };
  const load = (environment: string) => levelsFor(environment, [objectRule], pathToFileURL(`${own}/`));

  before(() => {
    own = mkdtempSync(join(tmpdir(), "levels-"));
  });

  after(() => {
    rmSync(own, { recursive: true });
  });

  it("reads the environment's file", () => {
    write("dev.json", '{ "k8s-immutable": "advisory" }');
    assert.deepEqual(load("dev"), { "k8s-immutable": "advisory" });
  });

  it("refuses an environment without a file, whatever it is called", () => {
    write("dev.json", "{}");
    for (const name of ["prdo", "", ".", "../levels", `../${own.split("/").at(-1) ?? ""}/dev`])
      assert.throws(
        () => load(name),
        new LevelsError(`${name}: no levels for this environment; there are dev.`),
      );
  });

  it("refuses a file with mistakes, naming all", () => {
    const refused = (text: string, ...lines: readonly string[]) => {
      write("bad.json", text);
      const message = ["policy/levels/bad.json:", ...lines].join("\n  ");
      assert.throws(() => load("bad"), new LevelsError(message));
    };
    const parameters = "a file of levels holds levels only; parameters belong to a configuration";
    refused("{", "the configuration must be an object of sections by policy name");
    refused("[]", "the configuration must be an object of sections by policy name");
    refused(
      '{ "k8s-mutable": "advisory", "k8s-immutable": "loud" }',
      "k8s-mutable: no such policy; there are k8s-immutable",
      "k8s-immutable: must be one of advisory, mandatory, remediate, disabled",
    );
    refused('{ "k8s-immutable": { "enforcementLevel": "advisory" } }', `k8s-immutable: ${parameters}`);
    refused(
      '{ "undecided": "mandatory" }',
      'undecided: must not make undecided mandatory, or notes fail the run; set "undecided": "advisory"',
    );
  });
});
