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
  it("shows and mends drift in the cluster", async () => {
    const { config } = await clients(workspace);
    const api = config.makeApiClient(NetworkingV1Api);
    await api.deleteNamespacedNetworkPolicy({ name: "tenant.default-deny", namespace: "todo" });
    const shown = await runCommand(workspace, ["preview", "--refresh"]);
    assert.equal(shown.code, 0, shown.stderr);
    assert.match(shown.stdout, /default-deny/);
    await upOrFail("--refresh");
    const policy = await api.readNamespacedNetworkPolicy({ name: "tenant.default-deny", namespace: "todo" });
    assert.equal(policy.metadata?.name, "tenant.default-deny");
  });

  it("shows and mends drift in Azure", async () => {
    const { folder } = await readStatus(workspace);
    const store = openStore(join(folder, "azure"));
    const registry = () => {
      const found = store.list().find(({ type }) => type.endsWith("/registries"));
      assert.ok(found);
      return found;
    };
    const record = registry();
    store.put({
      ...record,
      inputs: { ...record.inputs, adminUserEnabled: true },
      outputs: { ...record.outputs, adminUserEnabled: true },
    });
    const shown = await runCommand(workspace, ["preview", "--refresh"]);
    assert.match(shown.stdout, /adminUserEnabled/);
    await upOrFail("--refresh");
    assert.equal(registry().outputs["adminUserEnabled"], false);
  });

  it("updates what a tenant's file changes, and nothing else", async () => {
    const { config } = await clients(workspace);
    const api = config.makeApiClient(AutoscalingV2Api);
    const before = await api.readNamespacedHorizontalPodAutoscaler({ name: "user-api", namespace: "todo" });
    const restore = edit(workspace, "tenants/todo.yaml", (text) =>
      text.replace(/( +)user-api:\n/, "$1user-api:\n$1  scale: { min: 1, max: 3 }\n"),
    );
    try {
      assert.match(await upOrFail(), /1 updated/);
      const after = await api.readNamespacedHorizontalPodAutoscaler({ name: "user-api", namespace: "todo" });
      assert.equal(after.spec.maxReplicas, 3);
    } finally {
      restore();
    }
    await upOrFail();
    const again = await api.readNamespacedHorizontalPodAutoscaler({ name: "user-api", namespace: "todo" });
    assert.equal(again.spec.maxReplicas, before.spec.maxReplicas);
  });

  it("makes a pool's nodes follow its size", async () => {
    const count = async () =>
      (await readStatus(workspace)).nodes.filter(({ pool }) => pool === "worker").length;
    const before = await count();
    const restore = edit(workspace, "Pulumi.local.yaml", (text) =>
      text.replace(/(\n +worker:[^]*?min: )\d+/, (_, head: string) => `${head}${before + 1}`),
    );
    try {
      await upOrFail();
      assert.equal(await count(), before + 1);
    } finally {
      restore();
    }
    await upOrFail();
    assert.equal(await count(), before);
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
