import { compact, isOn, merge, numberAt, propsAt, textAt } from "../../values.ts";
import type { Props } from "../../values.ts";
import { fullVersion } from "./versions.ts";

/** What AKS says of a pool besides what it was told; `cluster` is the cluster's inputs. */
export function poolOutputs(pool: Props, cluster: Props): Props {
  const version = fullVersion(textAt(pool, "orchestratorVersion") ?? textAt(cluster, "kubernetesVersion"));
  const spot = textAt(pool, "scaleSetPriority") === "Spot";
  return compact({
    count: countOf(pool),
    mode: textAt(pool, "mode") ?? "User",
    osType: textAt(pool, "osType") ?? "Linux",
    osSKU: textAt(pool, "osSKU") ?? "Ubuntu",
    osDiskSizeGB: numberAt(pool, "osDiskSizeGB") ?? 128,
    osDiskType: textAt(pool, "osDiskType") ?? "Managed",
    kubeletDiskType: textAt(pool, "kubeletDiskType") ?? "OS",
    maxPods: numberAt(pool, "maxPods") ?? defaultPods(cluster),
    scaleDownMode: textAt(pool, "scaleDownMode") ?? "Delete",
    scaleSetEvictionPolicy: spot ? (textAt(pool, "scaleSetEvictionPolicy") ?? "Delete") : undefined,
    orchestratorVersion: textAt(pool, "orchestratorVersion") ?? version,
    currentOrchestratorVersion: version,
    nodeImageVersion: "AKSUbuntu-2404gen2containerd-202610.19.0",
    enableFIPS: isOn(pool, "enableFIPS"),
    enableNodePublicIP: isOn(pool, "enableNodePublicIP"),
    enableEncryptionAtHost: isOn(pool, "enableEncryptionAtHost"),
    powerState: merge({ code: "Running" }, propsAt(pool, "powerState")),
    provisioningState: "Succeeded",
  });
}

/** The autoscaler enforces the minimum on a pool that has fewer nodes; without it, one is the default. */
function countOf(pool: Props): number {
  const fewest = isOn(pool, "enableAutoScaling") ? numberAt(pool, "minCount") : undefined;
  return Math.max(numberAt(pool, "count") ?? fewest ?? 1, fewest ?? 0);
}

/** Pods per node where nothing is said: 250 in an overlay network, 110 with kubenet, else 30. */
function defaultPods(cluster: Props): number {
  if (textAt(cluster, "networkProfile.networkPluginMode") === "overlay") return 250;
  return textAt(cluster, "networkProfile.networkPlugin") === "azure" ? 30 : 110;
}
