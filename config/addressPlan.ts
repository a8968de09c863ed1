/** Which subnets a network has, and which part of its address space each gets. */

import { contains, parseRange, part, type Range } from "./ranges.ts";
import {
  nodePoolRoles,
  type KubernetesSettings,
  type NetworkSettings,
  type NodePoolRole,
  type SubnetRole,
} from "./types.ts";

/** The address space is cut into this many blocks, of which most stay free for what is to come. */
const blocks = 16;

interface Place {
  /** Every subnet starts at a block of its own, so that none has to move when another one comes or grows. */
  readonly block: number;
  /** Prefix of the largest subnet that makes sense; in a small network it is its whole block. */
  readonly widest: number;
}

/** `nodes` is apart from the pools' own subnets: a network can go from the one to the others. */
const places: Readonly<Record<SubnetRole, Place>> = {
  // Twice 1000 nodes: as many as AKS puts into a pool, and as many of the pool that takes over from it.
  system: { block: 0, widest: 21 },
  service: { block: 1, widest: 21 },
  worker: { block: 2, widest: 21 },
  spot: { block: 3, widest: 21 },
  endpoints: { block: 4, widest: 24 },
  // AKS wants a /28 at least, and reserves nine addresses of it for each cluster.
  apiserver: { block: 5, widest: 27 },
  nodes: { block: 8, widest: 19 },
};

/** What decides which subnets there are. */
export interface AddressNeeds {
  readonly network: Pick<NetworkSettings, "addressSpace" | "nodeSubnets" | "subnets" | "privateEndpoints">;
  readonly kubernetes: Pick<KubernetesSettings, "apiServer">;
}

/** Roles of the subnets that nodes are in. */
export function nodeSubnetRoles({ nodeSubnets }: AddressNeeds["network"]): readonly SubnetRole[] {
  return nodeSubnets === "shared" ? ["nodes"] : nodePoolRoles;
}

/** Role of the subnet that the nodes of a pool are in. */
export function subnetRoleOf(
  pool: NodePoolRole,
  { nodeSubnets }: Pick<NetworkSettings, "nodeSubnets">,
): SubnetRole {
  return nodeSubnets === "shared" ? "nodes" : pool;
}

/** The roles an environment has a subnet for. */
export function subnetRolesOf({ network, kubernetes }: AddressNeeds): readonly SubnetRole[] {
  return [
    ...nodeSubnetRoles(network),
    ...(network.privateEndpoints ? (["endpoints"] as const) : []),
    ...(kubernetes.apiServer === "public" ? [] : (["apiserver"] as const)),
  ];
}

/** The part of an address space that is a role's when nothing else is said. */
function placeIn(space: Range, role: SubnetRole): string {
  const { block, widest } = places[role];
  const blockPrefix = space.prefix + Math.log2(blocks);
  return part(space, blockPrefix, block, Math.max(blockPrefix, widest));
}

/**
 * The subnets of an environment: what is written, and of the rest what the plan has for it. The same settings give
 * the same ranges, whatever else an environment has.
 *
 * @param needs With an address space of `/24` or larger; a smaller one leaves no room for subnets.
 */
export function planSubnets(needs: AddressNeeds): NetworkSettings["subnets"] {
  const space = parseRange(needs.network.addressSpace);
  if (!space || space.prefix > narrowestSpace) return {};
  const ranges = subnetRolesOf(needs).map((role) => [
    role,
    needs.network.subnets[role] ?? placeIn(space, role),
  ]);
  return Object.fromEntries(ranges) as NetworkSettings["subnets"];
}

/** Prefix of the smallest address space: a block of it is a /28, with eleven addresses to use. */
export const narrowestSpace = 24;

/** Blocks of the address space in which no subnet is. */
export function freeBlocks({ network, kubernetes }: AddressNeeds): number {
  const space = parseRange(network.addressSpace);
  if (!space) return 0;
  const taken = Object.values(planSubnets({ network, kubernetes })).flatMap((text) => parseRange(text) ?? []);
  const prefix = space.prefix + Math.log2(blocks);
  const all = Array.from({ length: blocks }, (_, index) => parseRange(part(space, prefix, index, prefix)));
  return all.filter(
    (block) => block && !taken.some((range) => contains(block, range) || contains(range, block)),
  ).length;
}
