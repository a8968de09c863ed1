import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { deployment } from "./manifests.ts";

const cli = join(import.meta.dirname, "../../../policy/check/cli.ts");

/** The command of the package by itself, in a process of its own. */
function platform(args: readonly string[], input = "") {
  return spawnSync(process.execPath, [cli, ...args], { input, encoding: "utf8" });
}

describe("the command of the policy package", () => {
  it("checks standard input", () => {
    const { status, stdout } = platform(["check", "-"], deployment);
    assert.equal(status, 1);
    assert.match(stdout, /^<stdin>:9:18: error: Deployment shop\/web: .* \[k8s-image-versioned\]$/m);
  });

  it("ends with 2 when it is called wrongly", () => {
    const { status, stderr } = platform(["chekc"]);
    assert.equal(status, 2);
    assert.match(stderr, /^error: unknown command 'chekc'$/m);
  });
});
