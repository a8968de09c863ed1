import assert from "node:assert/strict";
import { clients, refusal, restrictedPod } from "./cluster.ts";
import { currentWorkspace, until } from "./workspace.ts";

const workspace = currentWorkspace();
const namespace = "todo";

describe("the real control plane", () => {
  it("refuses a privileged pod in a tenant's namespace (Pod Security)", async () => {
    const { core } = await clients(workspace);
    const body = restrictedPod("privileged", {}, { securityContext: { privileged: true } });
    const text = await refusal(core.createNamespacedPod({ namespace, body }));
    assert.match(text, /violates PodSecurity/);
    assert.match(text, /restricted:v1\.36/);
    assert.match(text, /privileged/);
  });

  it("refuses the pod that is too many (quota)", async () => {
    const { core } = await clients(workspace);
    const { items } = await core.listNamespacedResourceQuota({ namespace });
    const [hard, used] = [items[0]?.status?.hard?.["pods"], items[0]?.status?.used?.["pods"]];
    const room = Number(hard) - Number(used);
    assert.ok(room > 0, `quota ${String(hard)}, used ${String(used)}`);
    const small = {
      resources: { requests: { cpu: "1m", memory: "1Mi" }, limits: { cpu: "1m", memory: "1Mi" } },
    };
    const create = (name: string) =>
      core.createNamespacedPod({ namespace, body: restrictedPod(name, { schedulerName: "none" }, small) });
    const names = Array.from({ length: room }, (_, index) => `filler-${index}`);
    try {
      for (const name of names) await create(name);
      assert.match(await refusal(create("too-many")), /exceeded quota/);
    } finally {
      for (const name of names) await core.deleteNamespacedPod({ name, namespace, gracePeriodSeconds: 0 });
    }
  });

  it("keeps ordinary pods off spot and system nodes (scheduler)", async () => {
    const { core } = await clients(workspace);
    const nodes = await core.listNode();
    const poolOf = new Map(
      nodes.items.map(({ metadata }) => [metadata?.name, metadata?.labels?.["aks-platform/pool"]]),
    );
    const names = Array.from({ length: 12 }, (_, index) => `ordinary-${index}`);
    const body = { metadata: { name: "e2e" } };
    await core.createNamespace({ body });
    try {
      for (const name of names)
        await core.createNamespacedPod({ namespace: "e2e", body: restrictedPod(name) });
      const pods = async () => (await core.listNamespacedPod({ namespace: "e2e" })).items;
      await until("pods scheduled", 30, async () =>
        (await pods()).every(({ spec }) => spec?.nodeName !== undefined),
      );
      const pools = new Set((await pods()).map(({ spec }) => poolOf.get(spec?.nodeName)));
      assert.deepEqual(
        [...pools].filter((pool) => pool !== "service" && pool !== "worker"),
        [],
      );
      const spot = restrictedPod("wants-spot", { nodeSelector: { "aks-platform/pool": "spot" } });
      await core.createNamespacedPod({ namespace: "e2e", body: spot });
      const condition = async () => {
        const pod = await core.readNamespacedPod({ name: "wants-spot", namespace: "e2e" });
        return pod.status?.conditions?.find(({ type }) => type === "PodScheduled");
      };
      await until("the scheduler's refusal", 30, async () => (await condition())?.reason === "Unschedulable");
      assert.match((await condition())?.message ?? "", /untolerated taint/);
    } finally {
      await core.deleteNamespace({ name: "e2e" });
    }
  });

  it("gives a Service of type LoadBalancer an address", async () => {
    const { core } = await clients(workspace);
    const spec = { type: "LoadBalancer", ports: [{ port: 80 }], selector: { app: "none" } };
    await core.createNamespacedService({ namespace: "default", body: { metadata: { name: "lb" }, spec } });
    try {
      await until("an address", 20, async () => {
        const { status } = await core.readNamespacedService({ name: "lb", namespace: "default" });
        return status?.loadBalancer?.ingress?.[0]?.ip !== undefined;
      });
    } finally {
      await core.deleteNamespacedService({ name: "lb", namespace: "default" });
    }
  });
});
