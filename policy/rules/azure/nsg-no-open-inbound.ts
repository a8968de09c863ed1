import { isAnywhere } from "../../lib/addressBlock.ts";
import { all, any, type Answer } from "../../lib/answer.ts";
import { ask, oneOf } from "../../lib/azureInput.ts";
import { undecided, violation, type Finding } from "../../lib/finding.ts";
import { mcsb } from "../../lib/frameworks.ts";
import { isAllowedPorts, managementPortsIn } from "../../lib/ports.ts";
import { get, isGiven, isPending, items, text, type Field } from "../../lib/read.ts";
import { defineAzureRule } from "../../lib/rule.ts";
import { strings } from "../../lib/settings.ts";

const fix = "Name the sources that need it, or only ports that are open to all on purpose";

export const netNsgNoOpenInbound = defineAzureRule({
  name: "net-nsg-no-open-inbound",
  description:
    "Security groups must not let the whole internet in, but for the ports that are public on purpose.",
  severity: "high",
  level: "mandatory",
  framework: mcsb("NS-1"),
  tags: [
    "checkov:CKV_AZURE_9",
    "checkov:CKV_AZURE_10",
    "checkov:CKV_AZURE_77",
    "checkov:CKV_AZURE_160",
    "trivy:AZU-0047",
    "trivy:AZU-0048",
    "trivy:AZU-0050",
    "psrule:Azure.NSG.AnyInboundSource",
  ],
  remediationSteps: "Narrow sourceAddressPrefix, or the destination ports to those that are public.",
  url: "https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview",
  types: ["network:NetworkSecurityGroup", "network:SecurityRule"],
  params: { allowedPorts: strings(["443"], "Ports or ranges that anyone may reach, e.g. 443 or 8000-8010.") },
  check: ({ kind, body }, { allowedPorts }) => {
    if (kind === "SecurityRule") return checkRule(body, get(body, "securityRuleName"), allowedPorts);
    const rules = get(body, "securityRules");
    const members = items(rules);
    return [
      ...[rules, ...members].filter(isPending).map(undecided),
      ...members
        .filter((rule) => rule.state === "known")
        .flatMap((rule) => checkRule(rule, get(rule, "name"), allowedPorts)),
    ];
  },
});

function checkRule(rule: Field, name: Field, allowedPorts: readonly string[]): readonly Finding[] {
  const ports = portsOf(rule);
  const open = all([
    ask(get(rule, "direction"), oneOf("Inbound")),
    ask(get(rule, "access"), oneOf("Allow")),
    // ICMP has no ports.
    ask(get(rule, "protocol"), (value) => !oneOf("Icmp")(value), true),
    any(sourcesOf(rule).map((source) => ask(source, isAnywhere))),
    any(ports.map((port): Answer => ask(port, () => !isAllowedPorts(text(port) ?? "", allowedPorts)))),
  ]);
  if (open === false) return [];
  if (open !== true) return [undecided(open)];
  const written = text(name);
  const of = written === undefined ? undefined : `rule ${written}`;
  return ports.flatMap((port) => {
    if (isPending(port)) return [undecided(port)];
    const opened = text(port) ?? "";
    return isAllowedPorts(opened, allowedPorts)
      ? []
      : [violation({ path: port.path, of }, problemOf(opened), fix)];
  });
}

function problemOf(ports: string): string {
  if (ports.trim() === "*") return "the whole internet reaches every port";
  const risky = managementPortsIn(ports);
  const among = risky.length === 0 ? "" : `, among them ${risky.join(", ")}`;
  return `the whole internet reaches port ${ports}${among}`;
}

function sourcesOf(rule: Field): readonly Field[] {
  const several = get(rule, "sourceAddressPrefixes");
  return [get(rule, "sourceAddressPrefix"), ...(isPending(several) ? [several] : items(several))].filter(
    isGiven,
  );
}

function portsOf(rule: Field): readonly Field[] {
  const several = get(rule, "destinationPortRanges");
  return [get(rule, "destinationPortRange"), ...(isPending(several) ? [several] : items(several))].filter(
    isGiven,
  );
}
