import { vmSizes } from "../../../../config/vmSizes.ts";
import { badRequest, changeNotAllowed, referenceNotFound } from "../../arm/errors.ts";
import type { Subscription } from "../../resourceType.ts";
import type { StoredResource } from "../../store.ts";
import { at, isOn, numberAt, same, textAt, textsAt } from "../../values.ts";
import type { Props } from "../../values.ts";
import { fullVersion } from "./versions.ts";

/** Properties of a pool that azure-native sends when they change, and AKS refuses. */
export const frozenInPools = [
  "availabilityZones",
  "enableEncryptionAtHost",
  "enableFIPS",
  "enableNodePublicIP",
  "kubeletConfig",
  "kubeletDiskType",
  "linuxOSConfig",
  "maxPods",
  "osDiskSizeGB",
  "osDiskType",
  "osType",
  "podSubnetID",
  "proximityPlacementGroupID",
  "scaleSetEvictionPolicy",
  "scaleSetPriority",
  "vnetSubnetID",
] as const;

/** AKS's rules for one pool, inline or not; `location` and `version` are the cluster's, `previous` the pool's own. */
export function requirePool(
  name: string,
  pool: Props,
  cluster: { readonly location: string; readonly version: string },
  azure: Subscription,
  previous?: StoredResource,
): void {
  requireSize(name, pool, cluster.location);
  requireScale(name, pool, [numberAt(previous?.inputs, "count"), numberAt(previous?.outputs, "count")]);
  const subnet = textAt(pool, "vnetSubnetID");
  if (subnet !== undefined && !azure.get(subnet)) throw referenceNotFound(subnet, "vnetSubnetID");
  const version = textAt(pool, "orchestratorVersion");
  if (version !== undefined && minor(fullVersion(version)) > minor(cluster.version)) {
    throw badRequest(
      `Node pool version ${version} and control plane version ${cluster.version} are incompatible. Minor version of node pool cannot be bigger than control plane version.`,
      "NodePoolMcVersionIncompatible",
    );
  }
  for (const taint of textsAt(pool, "nodeTaints")) {
    if (!/^[^=:\s]+(=[^=:\s]*)?:(NoSchedule|PreferNoSchedule|NoExecute)$/.test(taint)) {
      throw badRequest(
        `The taint '${taint}' of agent pool '${name}' is invalid: use key=value:Effect.`,
        "InvalidParameter",
        "nodeTaints",
      );
    }
  }
}

function requireSize(name: string, pool: Props, location: string): void {
  const vmSize = textAt(pool, "vmSize");
  if (vmSize === undefined) {
    throw badRequest(
      "Required parameter agentPoolProfile.vmSize is missing (null).",
      "InvalidParameter",
      "vmSize",
    );
  }
  const size = vmSizes[vmSize];
  if (!size) {
    throw badRequest(
      `The VM size of ${vmSize} is not allowed in your subscription in location '${location}'. The available VM sizes are '${Object.keys(vmSizes).join(",")}'.`,
      "VMSizeNotSupported",
      "vmSize",
    );
  }
  if (textAt(pool, "mode") === "System" && (size.vcpu < 2 || size.memoryGiB < 4)) {
    throw badRequest(
      `System node pool '${name}' must use VM sku with more than 2 cores and 4GB memory. Got vmsize '${vmSize}'.`,
      "InvalidParameter",
      "vmSize",
    );
  }
}

/** An existing pool may keep a count below a raised minimum, one of `kept`: AKS brings it up to the minimum itself. */
function requireScale(name: string, pool: Props, kept: readonly (number | undefined)[]): void {
  const bad = (message: string, target: string) => badRequest(message, "InvalidParameter", target);
  const [count, min, max] = [numberAt(pool, "count"), numberAt(pool, "minCount"), numberAt(pool, "maxCount")];
  const system = textAt(pool, "mode") === "System";
  if (system && textAt(pool, "scaleSetPriority") === "Spot") {
    throw bad(`Agent pool '${name}': a system node pool cannot be a spot node pool.`, "scaleSetPriority");
  }
  if (isOn(pool, "enableAutoScaling")) {
    if (min === undefined || max === undefined) {
      throw bad(
        `Agent pool '${name}': minCount and maxCount are required when enableAutoScaling is true.`,
        "minCount",
      );
    }
    if (min > max) throw bad(`Agent pool '${name}': minCount ${min} is above maxCount ${max}.`, "minCount");
    if (count !== undefined && ((count < min && !kept.includes(count)) || count > max)) {
      throw bad(
        `Agent pool '${name}': count ${count} is not between minCount ${min} and maxCount ${max}.`,
        "count",
      );
    }
  } else if (min !== undefined || max !== undefined) {
    throw bad(`Agent pool '${name}': minCount and maxCount need enableAutoScaling.`, "minCount");
  }
  const fewest = min ?? count ?? 1;
  if (system && fewest < 1)
    throw bad(`Agent pool '${name}': a system node pool needs at least one node.`, "count");
  if (fewest < 0 || (max ?? fewest) > 1000) {
    throw bad(`Agent pool '${name}': the number of nodes must be between 0 and 1000.`, "count");
  }
}

/** Refuses changes of what is fixed in a pool; `old` is what AKS says of it. */
export function requireUnchanged(
  old: Props,
  now: Props,
  properties: readonly string[],
  prefix: string,
): void {
  for (const property of properties) {
    const wanted = at(now, property);
    if (wanted !== undefined && !same(at(old, property), wanted))
      throw changeNotAllowed(`${prefix}.${property}`);
  }
}

function minor(version: string): number {
  return Number(version.split(".")[1]);
}
