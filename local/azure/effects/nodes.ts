import { vmSizes } from "../../../config/vmSizes.ts";
import { shortHash } from "../arm/ids.ts";
import type { StoredResource } from "../store.ts";
import { compact, mapAt, numberAt, textAt, textsAt } from "../values.ts";
import type { Json, Props } from "../values.ts";
import { allocatable } from "./allocatable.ts";
import { managedBy, poolLabel } from "./kubernetes.ts";
import type { Labels } from "./kubernetes.ts";

/** What tells the nodes of one pool from all others. */
export function poolLabels({ id }: StoredResource): Labels {
  return { ...managedBy, [poolLabel]: shortHash(id) };
}

/** The nodes of a pool, as AKS's kubelets register them. */
export function nodesOf(pool: StoredResource, cluster: StoredResource): readonly Props[] {
  const count = numberAt(pool.outputs, "count") ?? 1;
  return Array.from({ length: count }, (_, index) => node(pool, cluster, index));
}

function node(pool: StoredResource, cluster: StoredResource, index: number): Props {
  const name = `aks-${nameOfPool(pool)}-${shortHash(pool.id)}-vmss${index.toString(36).padStart(6, "0")}`;
  return {
    apiVersion: "v1",
    kind: "Node",
    metadata: {
      name,
      annotations: { "kwok.x-k8s.io/node": "fake" },
      labels: labels(pool, cluster, index, name),
    },
    spec: { taints: taints(pool.outputs), providerID: `azure://${pool.id}/virtualMachines/${index}` },
    // Taken over at creation only, as from a kubelet; later on kwok keeps it.
    status: status(pool.outputs),
  };
}

function nameOfPool({ outputs }: StoredResource): string {
  return textAt(outputs, "name") ?? "";
}

function labels(pool: StoredResource, cluster: StoredResource, index: number, name: string): Props {
  const { inputs, outputs } = pool;
  const region = textAt(cluster.outputs, "location") ?? "";
  const zones = textsAt(outputs, "availabilityZones");
  const zone = zones[index % Math.max(zones.length, 1)];
  const osSku = textAt(outputs, "osSKU") ?? "Ubuntu";
  return {
    ...mapAt(outputs, "nodeLabels"),
    ...poolLabels(pool),
    ...compact({ "kubernetes.azure.com/scalesetpriority": isSpot(outputs) ? "spot" : undefined }),
    agentpool: nameOfPool(pool),
    "kubernetes.azure.com/agentpool": nameOfPool(pool),
    "kubernetes.azure.com/cluster": textAt(cluster.outputs, "nodeResourceGroup") ?? "",
    "kubernetes.azure.com/mode": (textAt(outputs, "mode") ?? "User").toLowerCase(),
    "kubernetes.azure.com/nodepool-type": textAt(inputs, "type") ?? "VirtualMachineScaleSets",
    "kubernetes.azure.com/node-image-version": textAt(outputs, "nodeImageVersion") ?? "",
    "kubernetes.azure.com/os-sku": osSku,
    "kubernetes.azure.com/os-sku-effective": osSku,
    "kubernetes.azure.com/role": "agent",
    "kubernetes.io/arch": "amd64",
    "kubernetes.io/hostname": name,
    "kubernetes.io/os": "linux",
    "node.kubernetes.io/instance-type": textAt(outputs, "vmSize") ?? "",
    "topology.kubernetes.io/region": region,
    "topology.kubernetes.io/zone": zone === undefined ? "0" : `${region}-${zone}`,
  };
}

/** `key=value:Effect` entries, and the one AKS puts on spot capacity. */
function taints(pool: Props): readonly Json[] {
  const spot = "kubernetes.azure.com/scalesetpriority=spot:NoSchedule";
  const written = textsAt(pool, "nodeTaints");
  const all = isSpot(pool) && !written.includes(spot) ? [...written, spot] : written;
  return all.map((taint) => {
    const [, key = "", value, effect = ""] = /^([^=:]+)(?:=([^:]*))?:(.+)$/.exec(taint) ?? [];
    return compact({ key, value, effect });
  });
}

function isSpot(pool: Props): boolean {
  return textAt(pool, "scaleSetPriority") === "Spot";
}

function status(pool: Props): Props {
  const size = vmSizes[textAt(pool, "vmSize") ?? ""];
  if (!size) throw new Error(`config/vmSizes.ts does not know the VM size ${textAt(pool, "vmSize") ?? ""}`);
  const pods = numberAt(pool, "maxPods") ?? 110;
  const disk = numberAt(pool, "osDiskSizeGB") ?? 128;
  return {
    capacity: {
      cpu: String(size.vcpu),
      memory: `${size.memoryGiB * 1024 * 1024}Ki`,
      pods: String(pods),
      "ephemeral-storage": `${disk}Gi`,
    },
    allocatable: { ...allocatable(size, pods), "ephemeral-storage": `${Math.floor(disk * 0.9)}Gi` },
    nodeInfo: {
      architecture: "amd64",
      bootID: "",
      containerRuntimeVersion: "containerd://2.0.0",
      kernelVersion: "6.8.0-azure",
      kubeProxyVersion: "",
      kubeletVersion: `v${textAt(pool, "currentOrchestratorVersion") ?? "0.0.0"}`,
      machineID: "",
      operatingSystem: "linux",
      osImage: "Ubuntu 24.04 LTS",
      systemUUID: "",
    },
  };
}
