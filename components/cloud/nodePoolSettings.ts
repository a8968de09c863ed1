/** What each node pool is asked to be. */

import { podsPerNode } from "../../config/nodeCapacity.ts";
import type { NodePoolRole, NodePoolSettings } from "../../config/types.ts";
import { nodeOsSku } from "../../config/versions.ts";
import { poolLabel } from "../base/labels.ts";

/** Keeps everything but add-ons that tolerate it off system nodes. */
export const criticalAddonsTaint = "CriticalAddonsOnly=true:NoSchedule";

/** AKS puts it on spot nodes itself; said here too, or the next `up` would show it as a change. */
const spotTaint = "kubernetes.azure.com/scalesetpriority=spot:NoSchedule";

/** Temporary disks and caches encrypted on the host; no SSH: nodes are replaced, not repaired. */
export const hardening = { enableEncryptionAtHost: true, securityProfile: { sshAccess: "Disabled" } };

const surge = { upgradeSettings: { maxSurge: "33%" } };

/** What tells the roles apart; a spot pool has no surge nodes, and Azure takes its machines back at any time. */
const byRole = {
  system: { mode: "System", nodeTaints: [criticalAddonsTaint], ...surge },
  service: { mode: "User", nodeTaints: [], ...surge },
  worker: { mode: "User", nodeTaints: [], ...surge },
  spot: {
    mode: "User",
    nodeTaints: [spotTaint],
    scaleSetPriority: "Spot",
    scaleSetEvictionPolicy: "Delete",
    /** Up to the on-demand price. */
    spotMaxPrice: -1,
  },
} satisfies Record<NodePoolRole, { mode: "System" | "User"; nodeTaints: string[] } & Record<string, unknown>>;

/** Inputs of a pool without the names and ids of where it goes. */
export function poolInputs(role: NodePoolRole, settings: NodePoolSettings, kubernetesVersion: string) {
  return {
    ...byRole[role],
    type: "VirtualMachineScaleSets",
    vmSize: settings.vmSize,
    enableAutoScaling: true,
    count: settings.min,
    minCount: settings.min,
    maxCount: settings.max,
    ...zonesOf(settings),
    osType: "Linux",
    osSKU: nodeOsSku,
    maxPods: podsPerNode,
    enableNodePublicIP: false,
    ...hardening,
    orchestratorVersion: kubernetesVersion,
    nodeLabels: { [poolLabel]: role },
  };
}

/** Said only where the region has zones. */
export function zonesOf({ zones }: Pick<NodePoolSettings, "zones">): { availabilityZones?: string[] } {
  return zones.length > 0 ? { availabilityZones: [...zones] } : {};
}
