import assert from "node:assert/strict";
import { ConfigError } from "../../config/problems.ts";
import { readSettings } from "../../config/settings.ts";
import { compliant, inProject, runtimeValues, stackFile, type Files } from "./fixture.ts";

function settingsOf(files: Files, stack = "dev") {
  return inProject(files, (root) => readSettings(root, stack));
}

describe("config: settings without an engine", () => {
  it("are what the engine would hand to the program", () => {
    assert.deepEqual(settingsOf(compliant), runtimeValues(compliant[stackFile] ?? ""));
  });

  it("are undefined without a stack file, and empty without values", () => {
    assert.equal(settingsOf(compliant, "test"), undefined);
    assert.deepEqual(settingsOf({ [stackFile]: "config:\n" }), {});
  });

  it("name what is no YAML at file, line and column", () => {
    assert.throws(
      () => settingsOf({ [stackFile]: "config:\n  a: [1\n" }),
      (error) => error instanceof ConfigError && error.message.startsWith("Pulumi.dev.yaml:3:1: "),
    );
  });
});
