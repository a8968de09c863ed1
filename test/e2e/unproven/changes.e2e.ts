import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { currentWorkspace, edit, readStatus, runCommand } from "../workspace.ts";

const workspace = currentWorkspace();

async function upOrFail(): Promise<void> {
  const { code, stderr } = await runCommand(workspace, ["up"]);
  assert.equal(code, 0, stderr);
}

describe("more changes", () => {
  it("shows no false deletes while a change to the cluster is pending", async () => {
    const restore = edit(workspace, "Pulumi.local.yaml", (text) =>
      text.replace(/tier: \w+/, "tier: Premium"),
    );
    try {
      const { code, stdout, stderr } = await runCommand(workspace, ["preview"]);
      assert.equal(code, 0, stderr);
      assert.match(stdout, /~ 1 to update/);
      assert.doesNotMatch(stdout, /to delete|to replace/);
    } finally {
      restore();
    }
  });

  it("makes a pool's nodes follow its size", async () => {
    const count = async () =>
      (await readStatus(workspace)).nodes.filter(({ pool }) => pool === "worker").length;
    const before = await count();
    const file = join(workspace.project, "Pulumi.local.yaml");
    const text = readFileSync(file, "utf8");
    const pool = /(\n +worker:[^]*?min: )(\d+)/;
    writeFileSync(
      file,
      text.replace(pool, (_, head: string) => `${head}${before + 1}`),
    );
    try {
      await upOrFail();
      assert.equal(await count(), before + 1);
    } finally {
      writeFileSync(file, text);
    }
    await upOrFail();
    assert.equal(await count(), before);
  });
});
