import assert from "node:assert/strict";
import { readManifests } from "../../../policy/check/manifests.ts";
import { readSources } from "../../../policy/check/sources.ts";
import { workInFolder, write } from "./run.ts";

describe("sources", () => {
  workInFolder();

  it("are the YAML and JSON files of a folder in order, and whatever file is named", () => {
    for (const file of ["b/2.yml", "b/1.yaml", "a.json", "c.yaml.gz", "node_modules/x.yaml", ".git/x.yaml"])
      write(file, file);
    write(".pulumi/x.yaml", "");
    write("b/.git.yaml", "hidden");
    const files = (...paths: readonly string[]) => readSources(paths).map(({ file, text }) => [file, text]);
    assert.deepEqual(files("."), [
      ["a.json", "a.json"],
      ["b/.git.yaml", "hidden"],
      ["b/1.yaml", "b/1.yaml"],
      ["b/2.yml", "b/2.yml"],
    ]);
    assert.deepEqual(files("c.yaml.gz", "a.json"), [
      ["c.yaml.gz", "c.yaml.gz"],
      ["a.json", "a.json"],
    ]);
  });
});

describe("manifests", () => {
  const read = (text: string) => {
    const { manifests, faults } = readManifests({ file: "a.yaml", text });
    return { objects: manifests.map(({ urn, resource }) => [urn, resource]), faults };
  };
  const gadget = "apiVersion: v1\nkind: Gadget\n";

  it("are named by what they say of themselves", () => {
    const named = (metadata: string) => read(`${gadget}metadata: ${metadata}\n`).objects[0]?.[1];
    assert.equal(named("{ name: g, namespace: shop }"), "Gadget shop/g");
    assert.equal(named("{ name: g }"), "Gadget g");
    assert.equal(named("{ generateName: g-, namespace: shop }"), "Gadget shop/g-");
    assert.equal(named("{ namespace: shop }"), "Gadget shop/unnamed");
  });

  it("are counted by document and member of a list", () => {
    const list = `apiVersion: v1\nkind: GadgetList\nitems: [{ metadata: { name: a } }, {}]\n`;
    assert.deepEqual(read(`${gadget}---\n${list}`).objects, [
      ["a.yaml#0.0", "Gadget unnamed"],
      ["a.yaml#1.0", "Gadget a"],
      ["a.yaml#1.1", "Gadget unnamed"],
    ]);
  });

  it("are nothing in an empty file, without an API version, or when aliases blow up", () => {
    const nothing = { objects: [], faults: [] };
    assert.deepEqual(read(""), nothing);
    assert.deepEqual(read("# nothing\n"), nothing);
    assert.deepEqual(read("kind: Gadget\n"), nothing);
    const more = Array.from(
      { length: 9 },
      (_, level) => `l${level + 1}: &l${level + 1} [${`*l${level},`.repeat(9)}]`,
    );
    assert.deepEqual(read(`${gadget}l0: &l0 [x]\n${more.join("\n")}\n`), nothing);
  });

  it("are faults where a key stands twice, one for each place", () => {
    const key = (line: number) => ({
      ...{ file: "a.yaml", line, column: 1 },
      message: "broken YAML: Map keys must be unique",
    });
    assert.deepEqual(read(`${gadget}kind: B\nkind: C\n---\n${gadget}`), {
      objects: [["a.yaml#0.0", "Gadget unnamed"]],
      faults: [key(3), key(4)],
    });
  });

  it("know where a field is, or the closest above it", () => {
    const text = `# first\n${gadget}spec:\n  list:\n    - a: 1\n  "x.y": 2\n`;
    const [manifest] = readManifests({ file: "a.yaml", text }).manifests;
    const place = (path: string) => {
      const { file, line, column } = manifest?.placeOf(path) ?? { file: "", line: 0, column: 0 };
      return `${file}:${line}:${column}`;
    };
    assert.equal(place("kind"), "a.yaml:3:7");
    assert.equal(place("spec.list[0].a"), "a.yaml:6:10");
    assert.equal(place("spec.list[0].b.c"), "a.yaml:6:7");
    assert.equal(place("spec.list[1]"), "a.yaml:6:5");
    assert.equal(place('spec["x.y"]'), "a.yaml:7:10");
    assert.equal(place("metadata.name"), "a.yaml:2:1");
  });
});
