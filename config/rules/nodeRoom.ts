/** Room for nodes: in their subnets, and for their pods. */

import { nodeSubnetRoles, planSubnets, subnetRoleOf, type AddressNeeds } from "../addressPlan.ts";
import { parseRange, type Range } from "../ranges.ts";
import type { Path } from "../problems.ts";
import type { Report } from "../report.ts";
import { nodePoolRoles, type Environment, type NetworkSettings, type NodePoolRole } from "../types.ts";
import { sourceOf } from "./subnets.ts";

type NodePools = Environment["nodePools"];

/** Addresses Azure keeps in every subnet. */
const reservedAddresses = 5;
/** The overlay gives each node a range of this size. */
const podPrefixPerNode = 24;
/** The node a cluster is born with, and the one that stands in for it during an upgrade; in the system pool's subnet. */
const bootNodes = 2;
/** Share of a range that nodes may need before it is time to think of a larger one. */
const fullShare = 0.75;

/** Nodes of a pool at full scale while a new generation takes over from it; an upgrade needs fewer. */
export function peakNodes(role: NodePoolRole, { max }: NodePools[NodePoolRole]): number {
  return 2 * max + (role === "system" ? bootNodes : 0);
}

/** Addresses of a subnet that nodes and others can have. */
export function usableAddresses(range: Range): number {
  return Math.max(range.size - reservedAddresses, 0);
}

/** Nodes whose pods a range has room for. */
export function podBlocks(podCidr: Range): number {
  return Math.floor(podCidr.size / 2 ** (32 - podPrefixPerNode));
}

interface Room {
  readonly path: Path;
  /** What the range gives, as in "gives the subnet for spot 11 usable addresses". */
  readonly gives: string;
  readonly capacity: number;
  readonly roles: readonly NodePoolRole[];
}

/**
 * Reports subnets and pod ranges that cannot hold all nodes while the pools are exchanged, and warns of those that
 * are nearly full: a subnet in use cannot be moved.
 */
export function checkNodeRoom(
  needs: AddressNeeds & { readonly network: NetworkSettings },
  pools: NodePools,
  { report, warn }: { readonly report: Report; readonly warn: Report },
): void {
  for (const { path, gives, capacity, roles } of roomsOf(needs)) {
    const nodes = total(roles, pools);
    const fix = "Choose a larger range or lower nodePools.*.max.";
    if (capacity < nodes) report(path, `${gives}, too few for ${explain(roles, pools)}`, fix);
    else if (nodes > capacity * fullShare) {
      const left = `${gives}, of which pools at full scale leave ${capacity - nodes}`;
      warn(path, left, "Choose a larger range before the pools have to grow.");
    }
  }
}

function roomsOf(needs: AddressNeeds & { readonly network: NetworkSettings }): readonly Room[] {
  const { network } = needs;
  const subnets = planSubnets(needs);
  const groups = nodeSubnetRoles(network).map((subnet) => {
    const roles = nodePoolRoles.filter((role) => subnetRoleOf(role, network) === subnet);
    return [subnet, roles] as const;
  });
  const rooms = groups.flatMap(([subnet, roles]) => {
    const range = parseRange(subnets[subnet] ?? "");
    if (!range) return [];
    const capacity = usableAddresses(range);
    const gives = `gives the subnet for ${subnet} ${capacity} usable addresses`;
    return [{ path: sourceOf(needs, subnet), gives, capacity, roles }];
  });
  const podCidr = parseRange(network.podCidr);
  if (!podCidr) return rooms;
  const capacity = podBlocks(podCidr);
  const gives = `holds a /${podPrefixPerNode} for ${capacity} nodes`;
  return [...rooms, { path: ["network", "podCidr"], gives, capacity, roles: nodePoolRoles }];
}

function total(roles: readonly NodePoolRole[], pools: NodePools): number {
  return roles.reduce((sum, role) => sum + peakNodes(role, pools[role]), 0);
}

function explain(roles: readonly NodePoolRole[], pools: NodePools): string {
  const each = roles.map((role) => `${role} ${pools[role].max}`).join(", ");
  const boot = roles.includes("system") ? ", two for boot" : "";
  return `${total(roles, pools)} nodes (twice ${each}${boot}: a new pool comes before the old one goes)`;
}
