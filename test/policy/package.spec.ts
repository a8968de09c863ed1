import assert from "node:assert/strict";
import { accessSync, constants, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, extname, join } from "node:path";
import source from "../../policy/package.json" with { type: "json" };
import { rules } from "../../policy/rules/index.ts";
import { buildPackage } from "../../policy/tools/package.ts";

describe("the package as it is published", () => {
  let folder: string;
  const read = (name: string) => readFileSync(join(folder, name), "utf8");
  let files: readonly string[];

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "pack-"));
    buildPackage(folder);
    files = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
  });

  after(() => {
    rmSync(folder, { recursive: true });
  });

  it("holds compiled code alone, all of what it imports", () => {
    const code = files.filter((file) => extname(file) === ".js");
    assert.ok(code.length > rules.length);
    assert.deepEqual(
      files.filter((file) => extname(file) === ".ts"),
      [],
    );
    for (const file of code)
      for (const [, target = ""] of read(file).matchAll(/(?:from|import|import\() ?"(\.[^"]+)"/g))
        assert.ok(files.includes(join(dirname(file), target)), `${file}: ${target}`);
  });

  it("has a manifest for the engine, for npx and for the registry", () => {
    const manifest = JSON.parse(read("package.json")) as typeof source;
    const { private: mine, scripts, bin, ...rest } = source;
    assert.ok(mine && scripts.build !== "" && bin.platform !== "");
    assert.deepEqual(manifest, { ...rest, bin: { platform: "check/cli.js" } });
    assert.match(read(manifest.main), /^import "\.\/index\.js";$/m);
    assert.match(read(manifest.bin.platform), /^#!\/usr\/bin\/env node\n/);
    accessSync(join(folder, manifest.bin.platform), constants.X_OK);
    assert.equal(read("PulumiPolicy.yaml").split("\n")[0], "runtime: nodejs");
  });

  it("carries nobody's parameters and exemptions, but every rule's description", () => {
    assert.equal(read("config.json"), "{}\n");
    for (const { name, url } of rules) assert.ok(read("RULES.md").includes(`[${name}](${url})`), name);
    assert.match(read("LICENSE"), /Apache License/);
  });
});
