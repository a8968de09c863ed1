import assert from "node:assert/strict";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import lockfile from "proper-lockfile";
import { clients } from "./cluster.ts";
import { currentWorkspace, readStatus, runCommand } from "./workspace.ts";

const workspace = currentWorkspace();

describe("local:up", () => {
  // The first run builds what the cache does not have.
  it("brings the environment up", async function () {
    this.timeout(60 * 60 * 1000);
    const { code, stdout, stderr } = await runCommand(workspace, ["up"]);
    assert.equal(code, 0, stderr);
    assert.match(stdout, /created/);
    assert.match(stdout, /cert-manager v1\.21\.1: the real chart, from its Go module/);
    assert.match(stdout, /Try next:/);
  });

  it("reports it as up, with every pool's nodes ready", async () => {
    const status = await readStatus(workspace);
    assert.equal(status.state, "up");
    assert.deepEqual(
      status.processes.map(({ name, running }) => [name, running]),
      ["etcd", "kube-apiserver", "kube-controller-manager", "kube-scheduler", "kwok"].map((name) => [
        name,
        true,
      ]),
    );
    // A pool's name ends in its generation, four characters.
    const roles = status.nodes.map(({ pool }) => pool.replace(/^(service|spot|system|worker)\w{4}$/, "$1"));
    assert.deepEqual([...new Set(roles)].sort(), ["boot", "service", "spot", "system", "worker"]);
    assert.ok(status.nodes.every(({ ready }) => ready));
  });

  it("runs the tenant's pods, the volume bound, the worker at zero", async () => {
    const { core, apps } = await clients(workspace);
    const { items } = await core.listNamespacedPod({ namespace: "todo" });
    assert.ok(items.length >= 4);
    assert.deepEqual([...new Set(items.map(({ status }) => status?.phase))], ["Running"]);
    const claims = await core.listNamespacedPersistentVolumeClaim({ namespace: "todo" });
    assert.deepEqual(
      claims.items.map(({ status }) => status?.phase),
      ["Bound"],
    );
    const { items: deployments } = await apps.listNamespacedDeployment({ namespace: "todo" });
    assert.deepEqual(deployments.map(({ metadata }) => metadata?.name).sort(), [
      "todo-api",
      "todo-ui",
      "todo-worker",
      "user-api",
    ]);
  });

  it("keeps credentials and state to their owner", async () => {
    const { folder, kubeconfig } = await readStatus(workspace);
    assert.equal(statSync(kubeconfig ?? "").mode & 0o777, 0o600);
    assert.equal(statSync(folder).mode & 0o777, 0o700);
    const credentials = join(folder, "credentials");
    const open = readdirSync(credentials).filter(
      (name) => (statSync(join(credentials, name)).mode & 0o077) !== 0,
    );
    assert.deepEqual(open, ["apiserver.crt"], "only the public certificate may be readable");
  });

  it("writes nothing into the checkout", () => {
    assert.ok(!existsSync(join(workspace.project, "bin")));
    assert.ok(!existsSync(join(workspace.project, ".pulumi")));
  });

  it("changes nothing the second time", async () => {
    const { code, stdout, stderr } = await runCommand(workspace, ["up"]);
    assert.equal(code, 0, stderr);
    assert.match(stdout, /nothing: already up to date/);
  });

  it("lets one command at a time touch an environment", async () => {
    const { folder } = await readStatus(workspace);
    const release = await lockfile.lock(folder, { lockfilePath: `${folder}.lock` });
    const { code, stderr } = await runCommand(workspace, ["up"]).finally(release);
    assert.equal(code, 1);
    assert.match(stderr, /Another command is using environment "local"\./);
  });
});
