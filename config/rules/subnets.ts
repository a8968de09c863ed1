/** Subnets: each inside the network, apart from the others, and large enough for what goes into it. */

import { narrowestSpace, planSubnets, subnetRolesOf, type AddressNeeds } from "../addressPlan.ts";
import { contains, overlap, parseRange, type Range } from "../ranges.ts";
import type { Path } from "../problems.ts";
import type { Report } from "../report.ts";
import {
  nodePoolRoles,
  type Environment,
  type NetworkSettings,
  type NodePoolRole,
  type SubnetRole,
} from "../types.ts";

type NodePools = Environment["nodePools"];

/** Addresses Azure keeps in every subnet. */
const reservedAddresses = 5;
/** The overlay gives each node a range of this size. */
const podPrefixPerNode = 24;
/** The node a cluster is born with, and the one that stands in for it during an upgrade; in the system pool's subnet. */
const bootNodes = 2;
/** AKS puts the API server into no smaller one. */
const narrowestApiServer = 28;

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

/** Where a subnet's range comes from: what was written, or the address space it is computed from. */
function sourceOf({ network }: AddressNeeds, role: SubnetRole): Path {
  return network.subnets[role] === undefined ? ["network", "addressSpace"] : ["network", "subnets", role];
}

function checkWritten(needs: AddressNeeds, report: Report): void {
  const roles = subnetRolesOf(needs);
  for (const role of Object.keys(needs.network.subnets)) {
    if (roles.some((known) => known === role)) continue;
    report(
      ["network", "subnets", role],
      "belongs to a subnet this environment does not have",
      `Remove it; there are subnets for ${roles.join(", ")}.`,
    );
  }
}

/** Reports what is wrong with the ranges of subnets, whatever they hold. */
export function checkSubnets(needs: AddressNeeds, report: Report): void {
  const space = parseRange(needs.network.addressSpace);
  if (!space) return;
  if (space.prefix > narrowestSpace) {
    const fix = `Use a prefix of /${narrowestSpace} or shorter.`;
    report(["network", "addressSpace"], "is too small to be cut into subnets", fix);
    return;
  }
  checkWritten(needs, report);
  const plan = planSubnets(needs);
  const planned = subnetRolesOf(needs).flatMap((role) => {
    const range = parseRange(plan[role] ?? "");
    return range ? [[role, range] as const] : [];
  });
  for (const [index, [role, range]] of planned.entries()) {
    const path = sourceOf(needs, role);
    if (!contains(space, range)) {
      report(path, `is not inside network.addressSpace (${space.text})`, `Choose a part of ${space.text}.`);
    }
    if (role === "apiserver" && range.prefix > narrowestApiServer) {
      report(path, "is too small for the API server", `AKS wants a /${narrowestApiServer} or larger.`);
    }
    for (const [other, otherRange] of planned.slice(0, index)) {
      if (!overlap(range, otherRange)) continue;
      // Two computed ones never clash: one of the two is written.
      const isWritten = needs.network.subnets[role] !== undefined;
      const [blamed, kept, text] = isWritten ? [role, other, otherRange.text] : [other, role, range.text];
      report(
        sourceOf(needs, blamed),
        `overlaps the subnet for ${kept} (${text})`,
        "Choose two ranges that share no address, or leave the range to the address plan.",
      );
    }
  }
}

/** Reports subnets and pod ranges that cannot hold all nodes while the pools are exchanged. */
export function checkNodeRoom(
  needs: AddressNeeds & { readonly network: NetworkSettings },
  pools: NodePools,
  report: Report,
): void {
  const subnets = planSubnets(needs);
  const shared = needs.network.nodeSubnets === "shared";
  const groups = shared
    ? [{ subnet: "nodes", roles: nodePoolRoles } as const]
    : nodePoolRoles.map((role) => ({ subnet: role, roles: [role] }) as const);
  for (const { subnet, roles } of groups) {
    const range = parseRange(subnets[subnet] ?? "");
    const nodes = total(roles, pools);
    if (!range || usableAddresses(range) >= nodes) continue;
    const wrong = `gives the subnet for ${subnet} ${usableAddresses(range)} usable addresses, too few for ${explain(roles, pools)}`;
    report(sourceOf(needs, subnet), wrong, "Choose a larger range or lower nodePools.*.max.");
  }
  const podCidr = parseRange(needs.network.podCidr);
  if (!podCidr || podBlocks(podCidr) >= total(nodePoolRoles, pools)) return;
  const wrong = `holds a /${podPrefixPerNode} for ${podBlocks(podCidr)} nodes, too few for ${explain(nodePoolRoles, pools)}`;
  report(["network", "podCidr"], wrong, "Choose a larger range or lower nodePools.*.max.");
}

function total(roles: readonly NodePoolRole[], pools: NodePools): number {
  return roles.reduce((sum, role) => sum + peakNodes(role, pools[role]), 0);
}

function explain(roles: readonly NodePoolRole[], pools: NodePools): string {
  const each = roles.map((role) => `${role} ${pools[role].max}`).join(", ");
  const boot = roles.includes("system") ? ", two for boot" : "";
  return `${total(roles, pools)} nodes (twice ${each}${boot}: a new pool comes before the old one goes)`;
}
