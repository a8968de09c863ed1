import assert from "node:assert/strict";
import { join } from "node:path";
import { AutoscalingV2Api, NetworkingV1Api } from "@kubernetes/client-node";
import { openStore } from "../../local/azure/store.ts";
import { clients } from "./cluster.ts";
import { currentWorkspace, edit, readStatus, runCommand } from "./workspace.ts";

const workspace = currentWorkspace();

async function upOrFail(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await runCommand(workspace, ["up", ...args]);
  assert.equal(code, 0, stderr);
  return stdout;
}

describe("changes", () => {
  it("shows and mends drift in the cluster and in Azure", async () => {
    const { config } = await clients(workspace);
    const api = config.makeApiClient(NetworkingV1Api);
    const policy = { name: "tenant.default-deny", namespace: "todo" };
    await api.deleteNamespacedNetworkPolicy(policy);
    const { folder } = await readStatus(workspace);
    const store = openStore(join(folder, "azure"));
    const registry = () => {
      const found = store.list().find(({ type }) => type.endsWith("/registries"));
      assert.ok(found);
      return found;
    };
    const { type, id, inputs, outputs } = registry();
    const opened = { adminUserEnabled: true };
    store.put({ type, id, inputs: { ...inputs, ...opened }, outputs: { ...outputs, ...opened } });

    const shown = await runCommand(workspace, ["preview", "--refresh"]);
    assert.equal(shown.code, 0, shown.stderr);
    assert.match(shown.stdout, /default-deny/);
    assert.match(shown.stdout, /adminUserEnabled/);

    await upOrFail("--refresh");
    assert.equal((await api.readNamespacedNetworkPolicy(policy)).metadata?.name, policy.name);
    assert.equal(registry().outputs["adminUserEnabled"], false);
  });

  it("updates what an environment's and a tenant's file change, and nothing else", async () => {
    const { config } = await clients(workspace);
    const api = config.makeApiClient(AutoscalingV2Api);
    const autoscaler = { name: "user-api", namespace: "todo" };
    const workers = async () =>
      (await readStatus(workspace)).nodes.filter(({ pool }) => pool.startsWith("worker")).length;
    const { maxReplicas } = (await api.readNamespacedHorizontalPodAutoscaler(autoscaler)).spec;
    const before = await workers();
    const restores = [
      edit(workspace, "tenants/todo.yaml", (text) =>
        text.replace(/( +)user-api:\n/, "$1user-api:\n$1  scale: { min: 1, max: 3 }\n"),
      ),
      edit(workspace, "Pulumi.local.yaml", (text) =>
        text.replace(/(\n +worker:[^]*?min: )\d+/, (_, head: string) => `${head}${before + 1}`),
      ),
    ];
    try {
      assert.match(await upOrFail(), /2 updated/);
      assert.equal((await api.readNamespacedHorizontalPodAutoscaler(autoscaler)).spec.maxReplicas, 3);
      assert.equal(await workers(), before + 1);
    } finally {
      for (const restore of restores) restore();
    }
    assert.match(await upOrFail(), /2 updated/);
    const again = await api.readNamespacedHorizontalPodAutoscaler(autoscaler);
    assert.equal(again.spec.maxReplicas, maxReplicas);
    assert.equal(await workers(), before);
  });

  it("makes a new pool before the old one goes, where AKS takes no change", async () => {
    const pools = async () =>
      [...new Set((await readStatus(workspace)).nodes.map(({ pool }) => pool))].filter((pool) =>
        pool.startsWith("worker"),
      );
    const [before, ...none] = await pools();
    assert.deepEqual(none, []);
    const restore = edit(workspace, "Pulumi.local.yaml", (text) =>
      text.replace(/(\n +worker: \{ vmSize: )\w+/, "$1Standard_D4as_v5"),
    );
    try {
      const output = await upOrFail();
      assert.match(output, /1 created, 1 deleted/);
      const [after, ...others] = await pools();
      assert.deepEqual(others, []);
      assert.notEqual(after, before);
    } finally {
      restore();
    }
    await upOrFail();
    assert.deepEqual(await pools(), [before]);
  });

  it("shows no false deletes while a change to the cluster is pending", async () => {
    const restore = edit(workspace, "Pulumi.local.yaml", (text) =>
      text.replace(/tier: \w+/, "tier: Premium"),
    );
    try {
      const { code, stdout, stderr } = await runCommand(workspace, ["preview"]);
      assert.equal(code, 0, stderr);
      // The cluster, and what takes its issuer: a pending change makes the cluster's outputs unknown.
      assert.match(stdout, /~ \d+ to update/);
      assert.doesNotMatch(stdout, /to delete|to replace/);
    } finally {
      restore();
    }
  });
});
