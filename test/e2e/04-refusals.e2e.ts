import assert from "node:assert/strict";
import { currentWorkspace, edit, readStatus, runCommand } from "./workspace.ts";

const workspace = currentWorkspace();

describe("refusals", () => {
  it("refuses an image that can change, at file:line:column, before anything starts", async () => {
    const { resources } = await readStatus(workspace);
    const restore = edit(workspace, "tenants/todo.yaml", (text) =>
      text.replace(/(image: \S*user-api):\S+/, "$1:latest"),
    );
    try {
      for (const command of ["preview", "up"]) {
        const { code, stderr } = await runCommand(workspace, [command]);
        assert.equal(code, 1);
        assert.match(stderr, /tenants\/todo\.yaml:\d+:\d+: services\.user-api\.image: .*latest/);
      }
    } finally {
      restore();
    }
    assert.equal((await readStatus(workspace)).resources, resources);
  });
});
