/** Address ranges: no two overlap, none is Azure's own, and all nodes fit. */

import { contains, offset, overlap, parseRange, type Range } from "../ranges.ts";
import type { Sections } from "../environment.ts";
import type { Path } from "../problems.ts";
import type { Report } from "../report.ts";
import { nodeSurge } from "../sizes.ts";
import { nodePoolRoles, type NetworkSettings } from "../types.ts";

/** Ranges AKS uses inside every cluster. */
const aksRanges = ["169.254.0.0/16", "192.0.2.0/24", "172.30.0.0/16", "172.31.0.0/16"];
/** Addresses Azure keeps in every subnet. */
const reservedAddresses = 5;
/** Largest range AKS takes for cluster IPs is one smaller than /12. */
const widestServicePrefix = 13;
/** The overlay gives each node a range of this size. */
const podPrefixPerNode = 24;

type RangeKey = "addressSpace" | "nodeSubnet" | "podCidr" | "serviceCidr";

/** Nodes at full scale while all pools are upgraded at once. */
function peakNodes(pools: NonNullable<Sections["nodePools"]>): number {
  return nodePoolRoles.reduce((total, role) => {
    const { max } = pools[role];
    return total + max + (role === "spot" ? 0 : Math.ceil(max * nodeSurge));
  }, 0);
}

function checkRanges(
  ranges: Readonly<Record<RangeKey, Range>>,
  isDefault: (path: Path) => boolean,
  report: Report,
): void {
  const disjoint = ["podCidr", "serviceCidr", "addressSpace"] as const;
  for (const key of disjoint) {
    const clash = aksRanges.find((text) => {
      const reserved = parseRange(text);
      return reserved !== undefined && overlap(reserved, ranges[key]);
    });
    if (clash !== undefined) {
      report(
        ["network", key],
        `overlaps ${clash}, which AKS uses itself`,
        `Choose a range apart from ${clash}.`,
      );
    }
    for (const other of disjoint.slice(0, disjoint.indexOf(key))) {
      if (!overlap(ranges[key], ranges[other])) continue;
      // Of two that clash, the one that was written is to change, not the platform's default.
      const [blamed, kept] = isDefault(["network", key]) ? [other, key] : [key, other];
      const wrong = `overlaps network.${kept} (${ranges[kept].text})`;
      report(["network", blamed], wrong, "Choose two ranges that share no address.");
    }
  }
  if (!contains(ranges.addressSpace, ranges.nodeSubnet)) {
    const space = ranges.addressSpace.text;
    report(
      ["network", "nodeSubnet"],
      `is not inside network.addressSpace (${space})`,
      `Choose a part of ${space}.`,
    );
  }
}

function checkDns(network: NetworkSettings, services: Range, report: Report): void {
  const at = offset(services, network.dnsServiceIp);
  const fix = `Choose a later address of ${services.text}; its tenth is customary.`;
  const path = ["network", "dnsServiceIp"];
  if (at === undefined) report(path, `is not inside network.serviceCidr (${services.text})`, fix);
  else if (at < 2)
    report(path, "is one of the first two addresses, which are the network's and the API server's", fix);
}

function checkRoom(
  pools: NonNullable<Sections["nodePools"]>,
  ranges: Record<RangeKey, Range>,
  report: Report,
): void {
  const nodes = peakNodes(pools);
  const each = nodePoolRoles.map((role) => `${role} ${pools[role].max}`).join(", ");
  const needs = `${nodes} nodes (${each}, and a third more of all but spot during upgrades)`;
  const addresses = ranges.nodeSubnet.size - reservedAddresses;
  if (addresses < nodes) {
    const wrong = `has ${Math.max(addresses, 0)} usable addresses, too few for ${needs}`;
    report(["network", "nodeSubnet"], wrong, "Choose a larger subnet or lower nodePools.*.max.");
  }
  const blocks = Math.floor(ranges.podCidr.size / 2 ** (32 - podPrefixPerNode));
  if (blocks < nodes) {
    const wrong = `holds a /${podPrefixPerNode} for ${blocks} nodes, too few for ${needs}`;
    report(["network", "podCidr"], wrong, "Choose a larger range or lower nodePools.*.max.");
  }
}

/** @param isDefault Whether the value under a path comes from config/defaults.ts. */
export function checkNetwork(
  { network, nodePools }: Sections,
  isDefault: (path: Path) => boolean,
  report: Report,
): void {
  if (!network) return;
  const [addressSpace, nodeSubnet, podCidr, serviceCidr] = [
    network.addressSpace,
    network.nodeSubnet,
    network.podCidr,
    network.serviceCidr,
  ].map(parseRange);
  if (!addressSpace || !nodeSubnet || !podCidr || !serviceCidr) return;
  const ranges = { addressSpace, nodeSubnet, podCidr, serviceCidr };
  checkRanges(ranges, isDefault, report);
  if (serviceCidr.prefix < widestServicePrefix) {
    report(["network", "serviceCidr"], "is too large", `Use a prefix of /${widestServicePrefix} or longer.`);
  }
  checkDns(network, serviceCidr, report);
  if (nodePools) checkRoom(nodePools, ranges, report);
}
