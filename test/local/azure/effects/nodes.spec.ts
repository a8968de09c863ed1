import { deepEqual, equal, match, rejects } from "node:assert/strict";
import { allocatable } from "../../../../local/azure/effects/allocatable.ts";
import { effectsIn } from "../../../../local/azure/effects/inCluster.ts";
import type { StoredResource } from "../../../../local/azure/store.ts";
import { at, mapAt, propsAt, textAt } from "../../../../local/azure/values.ts";
import type { Props } from "../../../../local/azure/values.ts";
import { clusterId } from "../landscape.ts";
import { FakeKubernetes } from "./fake.ts";

const cluster: StoredResource = {
  type: "Microsoft.ContainerService/managedClusters",
  id: clusterId,
  inputs: {},
  outputs: { name: "aks", location: "westeurope", nodeResourceGroup: "MC_rg_aks_westeurope" },
};

function pool(outputs: Props): StoredResource {
  return {
    type: "Microsoft.ContainerService/managedClusters/agentPools",
    id: `${clusterId}/agentPools/work`,
    inputs: {},
    outputs: {
      name: "work",
      mode: "User",
      vmSize: "Standard_D4s_v5",
      count: 2,
      maxPods: 250,
      osDiskSizeGB: 128,
      osSKU: "Ubuntu",
      currentOrchestratorVersion: "1.36.3",
      ...outputs,
    },
  };
}

describe("local Azure: nodes of a pool", () => {
  let kubernetes: FakeKubernetes;
  let connections: number;
  beforeEach(() => {
    kubernetes = new FakeKubernetes();
    connections = 0;
  });
  const effects = (signal = new AbortController().signal) => {
    const connect = () => {
      connections++;
      return Promise.resolve(kubernetes);
    };
    return effectsIn(connect, () => [], signal);
  };

  it("are named, labelled, placed and sized as AKS does it", async () => {
    await effects().pool(
      pool({ availabilityZones: ["1", "3"], count: 3, nodeLabels: { tier: "batch" } }),
      cluster,
    );
    const names = kubernetes.names("Node");
    equal(names.length, 3);
    match(names[0] ?? "", /^aks-work-[0-9a-f]{8}-vmss000000$/);
    const nodes = names.map((name) => kubernetes.get("Node", name));
    const labels = mapAt(nodes[0], "metadata.labels");
    const expected = {
      agentpool: "work",
      tier: "batch",
      "aks-platform.local/managed-by": "azure-emulator",
      "kubernetes.azure.com/agentpool": "work",
      "kubernetes.azure.com/cluster": "MC_rg_aks_westeurope",
      "kubernetes.azure.com/mode": "user",
      "kubernetes.azure.com/os-sku": "Ubuntu",
      "kubernetes.azure.com/role": "agent",
      "kubernetes.io/arch": "amd64",
      "kubernetes.io/hostname": names[0] ?? "",
      "kubernetes.io/os": "linux",
      "node.kubernetes.io/instance-type": "Standard_D4s_v5",
      "topology.kubernetes.io/region": "westeurope",
    };
    for (const [label, value] of Object.entries(expected)) equal(labels[label], value, label);
    equal("kubernetes.azure.com/scalesetpriority" in labels, false);
    deepEqual(
      nodes.map((node) => mapAt(node, "metadata.labels")["topology.kubernetes.io/zone"]),
      ["westeurope-1", "westeurope-3", "westeurope-1"],
    );
    equal(mapAt(nodes[0], "metadata.annotations")["kwok.x-k8s.io/node"], "fake");
    deepEqual(at(nodes[0], "spec.taints"), []);
    deepEqual(propsAt(nodes[0], "status.capacity"), {
      cpu: "4",
      memory: "16777216Ki",
      pods: "250",
      "ephemeral-storage": "128Gi",
    });
    equal(textAt(nodes[0], "status.allocatable.cpu"), "3860m");
    equal(textAt(nodes[0], "status.nodeInfo.kubeletVersion"), "v1.36.3");
  });

  it("stand in zone 0 where a region has no zones", async () => {
    await effects().pool(pool({ count: 1 }), cluster);
    const node = kubernetes.get("Node", kubernetes.names("Node")[0] ?? "");
    equal(mapAt(node, "metadata.labels")["topology.kubernetes.io/zone"], "0");
  });

  it("bear their taints, and spot nodes the one for spot capacity", async () => {
    const nodeTaints = ["workload=batch:NoSchedule", "gpu:NoExecute"];
    await effects().pool(pool({ count: 1, nodeTaints, scaleSetPriority: "Spot" }), cluster);
    const node = kubernetes.get("Node", kubernetes.names("Node")[0] ?? "");
    deepEqual(at(node, "spec.taints"), [
      { key: "workload", value: "batch", effect: "NoSchedule" },
      { key: "gpu", effect: "NoExecute" },
      { key: "kubernetes.azure.com/scalesetpriority", value: "spot", effect: "NoSchedule" },
    ]);
    equal(mapAt(node, "metadata.labels")["kubernetes.azure.com/scalesetpriority"], "spot");
  });

  it("follow the pool's count and labels, over one connection", async () => {
    const azure = effects();
    await azure.pool(pool({ count: 3 }), cluster);
    await azure.pool(pool({ count: 1, nodeLabels: { tier: "web" } }), cluster);
    equal(kubernetes.names("Node").length, 1);
    equal(mapAt(kubernetes.get("Node", kubernetes.names("Node")[0] ?? ""), "metadata.labels")["tier"], "web");
    await azure.pool(pool({ count: 0 }), cluster);
    equal(kubernetes.names("Node").length, 0);
    equal(connections, 1);
  });

  it("leave with their pool, and only with it", async () => {
    const azure = effects();
    const other = { ...pool({ name: "other", count: 1 }), id: `${clusterId}/agentPools/other` };
    await azure.pool(pool({}), cluster);
    await azure.pool(other, cluster);
    await azure.removePool(pool({}));
    equal(kubernetes.names("Node").length, 1);
    match(kubernetes.names("Node")[0] ?? "", /^aks-other-/);
  });

  it("are waited for until they are gone, or the engine cancels", async () => {
    const cancel = new AbortController();
    const azure = effects(cancel.signal);
    await azure.pool(pool({ count: 1 }), cluster);
    for (const name of kubernetes.names("Node")) kubernetes.stuck.add(name);
    setTimeout(() => {
      cancel.abort();
    }, 50);
    await rejects(azure.removePool(pool({})), { name: "AbortError" });
  });

  it("connect anew after a connection failed", async () => {
    let attempts = 0;
    const connect = () => {
      attempts++;
      return attempts === 1 ? Promise.reject(new Error("no cluster")) : Promise.resolve(kubernetes);
    };
    const azure = effectsIn(connect, () => [], new AbortController().signal);
    await rejects(azure.pool(pool({}), cluster), { message: "no cluster" });
    await azure.pool(pool({}), cluster);
    equal(kubernetes.names("Node").length, 2);
  });

  it("keep as much for themselves as AKS does", () => {
    deepEqual(allocatable({ vcpu: 2, memoryGiB: 8 }, 30), { cpu: "1900m", memory: "7442Mi", pods: "30" });
    deepEqual(allocatable({ vcpu: 4, memoryGiB: 16 }, 250), { cpu: "3860m", memory: "12188Mi", pods: "250" });
  });
});
