import { contains, parseBlock } from "../../lib/addressBlock.ts";
import { holds } from "../../lib/demand.ts";
import { undecided, violation, type Finding } from "../../lib/finding.ts";
import { mcsb } from "../../lib/frameworks.ts";
import { clusterType, requireOnCluster } from "../../lib/managedCluster.ts";
import { get, isPending, items, text, type Field } from "../../lib/read.ts";
import { defineAzureRule } from "../../lib/rule.ts";
import { atLeast, flag, strings } from "../../lib/settings.ts";

interface Limits {
  readonly allowedCidrs: readonly string[];
  readonly shortestPrefix: number;
}

const narrow = "Name the ranges of the offices and runners that use the API server";

export const apiServerRestricted = defineAzureRule({
  name: "aks-api-server-restricted",
  description: "The API server must be private or answer to named address ranges alone, without run command.",
  severity: "high",
  level: "mandatory",
  framework: mcsb("NS-2"),
  tags: [
    "checkov:CKV_AZURE_6",
    "checkov:CKV_AZURE_115",
    "trivy:AZU-0041",
    "trivy:AZU-0065",
    "azure-policy:040732e8",
    "azure-policy:89f2d532",
    "psrule:Azure.AKS.AuthorizedIPs",
  ],
  remediationSteps:
    "Make the cluster private, or list the addresses that may reach it in apiServerAccessProfile.authorizedIPRanges.",
  url: "https://learn.microsoft.com/azure/aks/api-server-authorized-ip-ranges",
  types: [clusterType],
  params: {
    allowedCidrs: strings(
      [],
      "What is authorised has to lie in one of these ranges; anything may be while empty.",
    ),
    shortestPrefix: atLeast(1, 8, "A range with a shorter prefix is too wide."),
    allowRunCommand: flag(
      false,
      "Leave run command on: pods with cluster-admin rights, started through ARM.",
    ),
  },
  check: ({ body }, { allowRunCommand, ...limits }) => [
    ...checkReach(get(body, "apiServerAccessProfile"), limits),
    ...requireOnCluster(body, allowRunCommand ? [] : [runCommand]),
  ],
});

const runCommand = {
  keys: ["apiServerAccessProfile", "disableRunCommand"],
  is: ["true"],
  fix: "Set it to true, or whoever may run commands through ARM walks past the address ranges",
};

function checkReach(profile: Field, limits: Limits): readonly Finding[] {
  const closed = get(profile, "enablePrivateCluster");
  const ranges = get(profile, "authorizedIPRanges");
  if (holds(closed, "true")) return [];
  const members = items(ranges);
  if (members.length > 0) return members.flatMap((range) => checkRange(range, limits));
  const open = [closed, ranges].find(isPending);
  if (open !== undefined) return [undecided(open)];
  const problem = ranges.state === "known" ? "names no range" : "not set";
  return [violation(ranges, `${problem}, so the whole internet reaches the API server`, narrow)];
}

function checkRange(range: Field, { allowedCidrs, shortestPrefix }: Limits): readonly Finding[] {
  if (isPending(range)) return [undecided(range)];
  const block = parseBlock(text(range) ?? "");
  if (block === undefined)
    return [violation(range, "is no range in CIDR notation", "Write it like 203.0.113.0/24")];
  if (block.prefix < shortestPrefix)
    return [violation(range, `/${block.prefix} is wider than /${shortestPrefix}`, narrow)];
  const allowed = allowedCidrs.map(parseBlock).filter((outer) => outer !== undefined);
  if (allowedCidrs.length === 0 || allowed.some((outer) => contains(outer, block))) return [];
  return [violation(range, "is in no range of allowedCidrs", narrow)];
}
