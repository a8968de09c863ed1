import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findStrays } from "../../local/engine/strays.ts";
import { clients } from "./cluster.ts";
import { currentWorkspace, readStatus, runCommand, startCommand, until } from "./workspace.ts";

const workspace = currentWorkspace();

/** A second tenant: a long enough deployment to be cut off in the middle. */
function addTenant(name: string): void {
  const text = readFileSync(join(workspace.project, "tenants/todo.yaml"), "utf8");
  const copy = text
    .replace(/^tenant: todo$/m, `tenant: ${name}`)
    .replaceAll(/image: todo\//g, `image: ${name}/`);
  writeFileSync(join(workspace.project, `tenants/${name}.yaml`), copy);
}

async function places() {
  const { folder } = await readStatus(workspace);
  return { azure: join(folder, "azure"), folder };
}

/** Resolves when the running `up` has begun to make things. */
async function deploying(): Promise<void> {
  const { folder } = await places();
  const log = join(folder, "logs", "up.log");
  await until(
    "resources being made",
    90,
    () => existsSync(log) && readFileSync(log, "utf8").includes(" created ("),
  );
}

async function expectRunning(name: string): Promise<void> {
  const { core } = await clients(workspace);
  const { items } = await core.listNamespacedPod({ namespace: name });
  assert.ok(items.length >= 4);
  assert.ok(items.every(({ status }) => status?.phase === "Running"));
}

describe("interruptions", () => {
  it("continues after kill -9 of everything in the middle of up", async () => {
    addTenant("second");
    const { azure, folder } = await places();
    writeFileSync(join(folder, "logs", "up.log"), "");
    const { pid, outcome } = startCommand(workspace, ["up"]);
    await deploying();
    process.kill(pid, "SIGKILL");
    for (const stray of findStrays(azure)) process.kill(stray, "SIGKILL");
    await outcome;
    await until("the lock to be free", 30, async () => {
      const { code, stderr } = await runCommand(workspace, ["up"]);
      assert.ok(code === 0 || stderr.includes("Another command is using"), stderr);
      return code === 0;
    });
    assert.equal((await readStatus(workspace)).state, "up");
    await expectRunning("second");
  });

  it("continues after kill -9 of the command alone, its engine still running", async () => {
    addTenant("third");
    const { folder, azure } = await places();
    writeFileSync(join(folder, "logs", "up.log"), "");
    const { pid, outcome } = startCommand(workspace, ["up"]);
    await deploying();
    process.kill(pid, "SIGKILL");
    await outcome;
    await until("the lock to be free", 60, async () => {
      const { code, stderr } = await runCommand(workspace, ["up"]);
      assert.ok(code === 0 || stderr.includes("Another command is using"), stderr);
      return code === 0;
    });
    assert.deepEqual(findStrays(azure), []);
    await expectRunning("third");
  });

  it("stops cleanly on Ctrl-C, and the next up continues", async () => {
    addTenant("fourth");
    const { folder, azure } = await places();
    writeFileSync(join(folder, "logs", "up.log"), "");
    const { pid, outcome } = startCommand(workspace, ["up"]);
    await deploying();
    process.kill(pid, "SIGINT");
    const { code, stderr } = await outcome;
    assert.equal(code, 1);
    assert.match(stderr, /Stopped\.\n {2}-> npm run local:up continues where it stopped/);
    assert.deepEqual(findStrays(azure), []);
    const again = await runCommand(workspace, ["up"]);
    assert.equal(again.code, 0, again.stderr);
    await expectRunning("fourth");
  });

  it("restarts a control plane whose API server died", async () => {
    const { processes } = await readStatus(workspace);
    const server = processes.find(({ name }) => name === "kube-apiserver");
    assert.ok(server);
    process.kill(server.pid, "SIGKILL");
    assert.equal((await readStatus(workspace)).state, "stopped");
    const { code, stderr } = await runCommand(workspace, ["up"]);
    assert.equal(code, 0, stderr);
    assert.equal((await readStatus(workspace)).state, "up");
  });

  it("names a damaged file of the store, and the way out", async () => {
    const { azure } = await places();
    const name = readdirSync(azure, { recursive: true, encoding: "utf8" }).find((file) =>
      file.endsWith(".json"),
    );
    assert.ok(name);
    const file = join(azure, name);
    const before = readFileSync(file, "utf8");
    writeFileSync(file, before.slice(0, before.length / 2));
    try {
      const { code, stderr } = await runCommand(workspace, ["up", "--refresh"]);
      assert.equal(code, 1);
      assert.match(stderr, /damaged/);
      assert.match(stderr, /local:down/);
    } finally {
      writeFileSync(file, before);
    }
  });
});
