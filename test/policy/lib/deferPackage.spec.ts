import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deferPackage } from "../../../policy/lib/deferPackage.ts";

describe("deferPackage", () => {
  let folder: string;
  let require: NodeJS.Require;
  const loaded = () => Reflect.get(globalThis, "loadedByDeferPackage") === true;

  /** `owner` requires `late` the way TypeScript compiles `import * as late`. */
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "defer-"));
    const write = (name: string, code: string) => {
      mkdirSync(join(folder, "node_modules", name), { recursive: true });
      writeFileSync(join(folder, "node_modules", name, "index.js"), code);
    };
    write("late", "globalThis.loadedByDeferPackage = true; exports.Answer = class { value = 42; };");
    write(
      "owner",
      `const star = (module) => (module.__esModule ? module : { ...module });
       const late = star(require("late"));
       exports.use = () => new late.Answer().value;`,
    );
    require = createRequire(join(folder, "index.js"));
  });

  afterEach(() => {
    Reflect.deleteProperty(globalThis, "loadedByDeferPackage");
    rmSync(folder, { recursive: true });
  });

  it("loads the package when it is used, not when it is required", () => {
    assert.equal(deferPackage("late", "owner", require), true);
    const owner = require("owner") as { use: () => number };
    assert.equal(loaded(), false);
    assert.equal(owner.use(), 42);
    assert.equal(loaded(), true);
    assert.deepEqual(Object.keys(require("late") as object), ["Answer"]);
  });

  it("leaves alone what is loaded already, and what is not there", () => {
    require("late");
    assert.equal(deferPackage("late", "owner", require), false);
    assert.equal(deferPackage("never", "owner", require), false);
    assert.equal(deferPackage("late", "nobody", require), false);
    assert.equal((require("owner") as { use: () => number }).use(), 42);
  });

  it("finds what the pack puts off where the SDK has it", () => {
    const sdk = createRequire(createRequire(import.meta.url).resolve("@pulumi/pulumi"));
    assert.match(sdk.resolve("@npmcli/arborist"), /@npmcli/);
  });
});
