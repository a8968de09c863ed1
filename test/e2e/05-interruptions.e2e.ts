import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import lockfile from "proper-lockfile";
import { findStrays } from "../../local/engine/strays.ts";
import { clients } from "./cluster.ts";
import { currentWorkspace, readStatus, runCommand, type Running, startCommand, until } from "./workspace.ts";

const workspace = currentWorkspace();

/** A second tenant: a long enough deployment to be cut off in the middle. */
function addTenant(name: string): void {
  const text = readFileSync(join(workspace.project, "tenants/todo.yaml"), "utf8");
  const copy = text
    .replace(/^tenant: todo$/m, `tenant: ${name}`)
    .replaceAll(/image: todo\//g, `image: ${name}/`);
  writeFileSync(join(workspace.project, `tenants/${name}.yaml`), copy);
}

/** The lock of a killed command goes stale after 15 s. */
async function lockToBeFree(): Promise<void> {
  const { folder } = await readStatus(workspace);
  const options = { stale: 15_000, lockfilePath: `${folder}.lock` };
  await until("the lock to be free", 30, async () => !(await lockfile.check(folder, options)));
}

/** Starts `up` and resolves when it has begun to make things. */
async function startDeploying(): Promise<Running> {
  const { folder } = await readStatus(workspace);
  await lockToBeFree();
  const log = join(folder, "logs", "up.log");
  writeFileSync(log, "");
  const running = startCommand(workspace, ["up"]);
  const ended = running.outcome.then(({ stderr }) => {
    throw new Error(`up ended before it made anything: ${stderr}`);
  });
  const making = until("resources being made", 90, () => readFileSync(log, "utf8").includes(" created ("));
  await Promise.race([making, ended]);
  ended.catch(() => undefined);
  return running;
}

async function strays(): Promise<readonly number[]> {
  const { folder } = await readStatus(workspace);
  return findStrays(join(folder, "azure"));
}

describe("interruptions", () => {
  before(() => {
    addTenant("second");
  });

  it("ends an up on Ctrl-C without leaving a process", async () => {
    const { pid, outcome } = await startDeploying();
    process.kill(pid, "SIGINT");
    const { code, stderr } = await outcome;
    assert.equal(code, 1);
    assert.match(stderr, /Stopped\.\n {2}-> npm run local:up continues where it stopped/);
    assert.deepEqual(await strays(), []);
  });

  it("continues after that, until a kill -9 of the command alone", async () => {
    const { pid, outcome } = await startDeploying();
    process.kill(pid, "SIGKILL");
    await outcome;
  });

  it("continues after that, until a kill -9 of everything", async () => {
    const { pid, outcome } = await startDeploying();
    process.kill(pid, "SIGKILL");
    for (const stray of await strays()) process.kill(stray, "SIGKILL");
    await outcome;
  });

  it("finishes after that", async () => {
    await lockToBeFree();
    const { code, stderr } = await runCommand(workspace, ["up"]);
    assert.equal(code, 0, stderr);
    const { state } = await readStatus(workspace);
    assert.equal(state, "up");
    assert.deepEqual(await strays(), []);
    const { core } = await clients(workspace);
    const { items } = await core.listNamespacedPod({ namespace: "second" });
    assert.ok(items.length >= 4);
    assert.ok(items.every(({ status }) => status?.phase === "Running"));
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
    const azure = join((await readStatus(workspace)).folder, "azure");
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
