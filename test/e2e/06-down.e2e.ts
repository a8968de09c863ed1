import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { findStrays } from "../../local/engine/strays.ts";
import { currentWorkspace, readStatus, runCommand } from "./workspace.ts";

const workspace = currentWorkspace();

describe("local:down", () => {
  it("leaves no process and no file", async () => {
    const { folder } = await readStatus(workspace);
    const azure = join(folder, "azure");
    const { code, stderr, stdout } = await runCommand(workspace, ["down"]);
    assert.equal(code, 0, stderr);
    assert.match(stdout, /Environment "local" is gone\./);
    assert.ok(!existsSync(folder));
    assert.deepEqual(findStrays(azure), []);
    const running = spawnSync("ps", ["-eo", "args"], { encoding: "utf8" }).stdout;
    assert.ok(!running.includes(folder), running);
  });

  it("has nothing to do the second time", async () => {
    const { code, stdout } = await runCommand(workspace, ["down"]);
    assert.equal(code, 0);
    assert.match(stdout, /Environment "local" is not there: nothing to do\./);
  });
});
