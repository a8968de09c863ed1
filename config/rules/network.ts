/** Address ranges: no two overlap, and none is Azure's own. */

import { contains, offset, overlap, parseRange, type Range } from "../ranges.ts";
import type { Sections } from "../environment.ts";
import type { Path } from "../problems.ts";
import type { Report } from "../report.ts";
import type { NetworkSettings } from "../types.ts";
import { checkNodeRoom } from "./nodeRoom.ts";
import { checkSubnets } from "./subnets.ts";

/** Ranges no network may use, and whose they are. */
const reserved: readonly (readonly [range: string, owner: string])[] = [
  ["169.254.0.0/16", "which AKS uses itself"],
  ["192.0.2.0/24", "which AKS uses itself"],
  ["172.30.0.0/16", "which AKS uses itself"],
  ["172.31.0.0/16", "which AKS uses itself"],
  ["168.63.129.16/32", "where Azure's own services answer"],
  ["127.0.0.0/8", "which never leaves a machine"],
  ["224.0.0.0/3", "which no virtual network takes"],
];
/** Largest range AKS takes for cluster IPs is one smaller than /12. */
const widestServicePrefix = 13;

const ownRanges = ["podCidr", "serviceCidr", "addressSpace"] as const;

/** The network's own ranges and those of its peers, by path. */
function rangesOf(network: NetworkSettings): readonly (readonly [path: Path, range: Range])[] {
  const own = ownRanges.map((key) => [["network", key], parseRange(network[key])] as const);
  const peers = Object.entries(network.peers).map(
    ([name, text]) => [["network", "peers", name], parseRange(text)] as const,
  );
  return [...own, ...peers].flatMap(([path, range]) => (range ? [[path, range] as const] : []));
}

function checkReserved(path: Path, range: Range, report: Report): void {
  const clash = reserved.find(([text]) => {
    const other = parseRange(text);
    return other !== undefined && overlap(other, range);
  });
  if (!clash) return;
  const [text, owner] = clash;
  report(path, `overlaps ${text}, ${owner}`, `Choose a range apart from ${text}.`);
}

function checkDisjoint(network: NetworkSettings, isDefault: (path: Path) => boolean, report: Report): void {
  const all = rangesOf(network);
  for (const [index, [path, range]] of all.entries()) {
    checkReserved(path, range, report);
    for (const [otherPath, other] of all.slice(0, index)) {
      if (!overlap(range, other)) continue;
      // Of two that clash, the one that was written is to change, not the platform's default.
      const [blamed, kept, text] = isDefault(path)
        ? [otherPath, path, range.text]
        : [path, otherPath, other.text];
      report(blamed, `overlaps ${kept.join(".")} (${text})`, "Choose two ranges that share no address.");
    }
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

function checkEgress({ egress, peers }: NetworkSettings, report: Report): void {
  if (egress.type !== "firewall") return;
  const firewall = parseRange(`${egress.address}/32`);
  const networks = Object.values(peers).flatMap((text) => parseRange(text) ?? []);
  if (!firewall || networks.some((range) => contains(range, firewall))) return;
  report(
    ["network", "egress", "address"],
    "is in no range of network.peers",
    "Name the network the firewall is in under network.peers, e.g. {hub: 10.100.0.0/16}.",
  );
}

/**
 * @param isDefault Whether the value under a path comes from config/defaults.ts.
 * @param reports `warn` is told of ranges that are nearly full.
 */
export function checkNetwork(
  { network, nodePools, kubernetes }: Sections,
  isDefault: (path: Path) => boolean,
  { report, warn }: { readonly report: Report; readonly warn: Report },
): void {
  const services = network && parseRange(network.serviceCidr);
  if (!network || !services) return;
  checkDisjoint(network, isDefault, report);
  if (services.prefix < widestServicePrefix) {
    report(["network", "serviceCidr"], "is too large", `Use a prefix of /${widestServicePrefix} or longer.`);
  }
  checkDns(network, services, report);
  checkEgress(network, report);
  if (!kubernetes) return;
  checkSubnets({ network, kubernetes }, report);
  if (nodePools) checkNodeRoom({ network, kubernetes }, nodePools, { report, warn });
}
