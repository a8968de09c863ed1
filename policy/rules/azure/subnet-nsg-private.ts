import { ask, checkInput, isFalse, isWritten, oneOf } from "../../lib/azureInput.ts";
import { undecided, unless, type Finding } from "../../lib/finding.ts";
import { mcsb } from "../../lib/frameworks.ts";
import { get, isPending, items, text, type Field } from "../../lib/read.ts";
import { defineAzureRule } from "../../lib/rule.ts";
import { strings } from "../../lib/settings.ts";

export const netSubnetNsgPrivate = defineAzureRule({
  name: "net-subnet-nsg-private",
  description: "Subnets must have a security group and give machines no way out of their own.",
  severity: "high",
  level: "mandatory",
  framework: mcsb("NS-1"),
  tags: [
    "checkov:CKV2_AZURE_31",
    "azure-policy:7bca8353",
    "psrule:Azure.VNET.PrivateSubnet",
    "psrule:Azure.VNET.UseNSGs",
  ],
  remediationSteps: "Set networkSecurityGroup.id, and defaultOutboundAccess to false.",
  url: "https://learn.microsoft.com/azure/virtual-network/ip-services/default-outbound-access",
  types: ["network:Subnet", "network:VirtualNetwork"],
  params: {
    exempt: strings(
      ["GatewaySubnet", "AzureFirewallSubnet", "AzureFirewallManagementSubnet", "RouteServerSubnet"],
      "Names of subnets that Azure itself manages.",
    ),
  },
  check: ({ kind, body }, { exempt }) => {
    if (kind === "Subnet") return checkSubnet(body, get(body, "subnetName"), exempt);
    const subnets = get(body, "subnets");
    const members = items(subnets);
    return [
      ...[subnets, ...members].filter(isPending).map(undecided),
      ...members
        .filter((subnet) => subnet.state === "known")
        .flatMap((subnet) => checkSubnet(subnet, get(subnet, "name"), exempt)),
    ];
  },
});

function checkSubnet(subnet: Field, name: Field, exempt: readonly string[]): readonly Finding[] {
  const written = text(name);
  const of = written === undefined ? undefined : { of: `subnet ${written}` };
  const delegations = get(subnet, "delegations");
  const outbound = checkInput(get(subnet, "defaultOutboundAccess"), {
    ...of,
    accepts: isFalse,
    problem: "machines reach the internet from addresses of Azure's",
    absent: "not set, and older versions of Azure's API let machines out to the internet by default",
    fix: "Set it to false and give the subnet a NAT gateway, a load balancer or a route out",
  });
  return unless(ask(name, oneOf(...exempt)), [
    ...checkInput(get(subnet, "networkSecurityGroup", "id"), {
      ...of,
      accepts: isWritten,
      problem: "names no security group",
      absent: "not set",
      fix: "Give the subnet a network security group",
    }),
    // Where a subnet is handed to a service, that service decides on the way out.
    ...unless(
      ask(delegations, () => items(delegations).length > 0),
      outbound,
    ),
  ]);
}
