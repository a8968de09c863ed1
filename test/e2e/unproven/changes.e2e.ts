import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { currentWorkspace, readStatus, runCommand } from "../workspace.ts";

const workspace = currentWorkspace();

async function upOrFail(): Promise<void> {
  const { code, stderr } = await runCommand(workspace, ["up"]);
  assert.equal(code, 0, stderr);
}

describe("more changes", () => {
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
