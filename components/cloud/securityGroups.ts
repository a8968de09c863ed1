/** Who may open connections into each subnet of an environment. */

import { NetworkSecurityGroup } from "@pulumi/azure-native/network/networkSecurityGroup.js";
import type * as pulumi from "@pulumi/pulumi";
import { nodeSubnetRoles } from "../../config/addressPlan.ts";
import { azureName } from "../../config/naming.ts";
import type { NetworkSettings, SubnetRole } from "../../config/types.ts";
import type { AzureScope } from "../base/azure.ts";

export interface SecurityGroupArgs {
  readonly azure: AzureScope;
  readonly settings: NetworkSettings;
  readonly role: SubnetRole;
  /** Lets the internet reach the nodes' ports 80 and 443. */
  readonly publicIngress: boolean;
}

interface Rule {
  readonly name: string;
  readonly description: string;
  readonly access: "Allow" | "Deny";
  /** Of the sources, ranges or one of Azure's words for them. */
  readonly from: readonly string[];
  readonly ports: readonly string[];
}

/** AKS opens ports in the group of the network cards; on a subnet of ours nobody but us opens them. */
const gatewayClients: Rule = {
  name: "allow-gateway",
  description: "Clients of the shared gateway; port 80 only redirects.",
  access: "Allow",
  from: ["Internet"],
  ports: ["80", "443"],
};

/** Azure lets everything of the network in, unless the last of our rules does not. */
const nothingElse: Rule = {
  name: "deny-others",
  description: "Nothing else, from the network itself neither.",
  access: "Deny",
  from: ["*"],
  ports: ["*"],
};

/** The order is the rules' priority. */
function rulesOf({ settings, role, publicIngress }: SecurityGroupArgs): readonly Rule[] {
  const nodes = nodeSubnetRoles(settings).flatMap((node) => settings.subnets[node] ?? []);
  switch (role) {
    case "endpoints":
      return [
        {
          name: "allow-nodes",
          description: "Pods and kubelets: HTTPS, and AMQP for queues.",
          access: "Allow",
          from: nodes,
          ports: ["443", "5671"],
        },
        nothingElse,
      ];
    case "apiserver":
      return [
        {
          name: "allow-clients",
          description: "Nodes, and those who manage the cluster from a network that meets this one.",
          access: "Allow",
          from: ["VirtualNetwork"],
          ports: ["443"],
        },
        {
          name: "allow-nodes",
          description: "The nodes' way to the API server.",
          access: "Allow",
          from: nodes,
          ports: ["4443"],
        },
        {
          name: "allow-probes",
          description: "Azure's load balancer asks whether the API server lives.",
          access: "Allow",
          from: ["AzureLoadBalancer"],
          ports: ["9988"],
        },
        nothingElse,
      ];
    default:
      return publicIngress ? [gatewayClients] : [];
  }
}

/** @param parent Component that owns the group. */
export function createSecurityGroup(
  name: string,
  args: SecurityGroupArgs,
  parent: pulumi.Resource,
): NetworkSecurityGroup {
  const { azure, role } = args;
  return new NetworkSecurityGroup(
    `${name}-${role}-nsg`,
    {
      resourceGroupName: azure.resourceGroup,
      networkSecurityGroupName: azureName("networkSecurityGroup", azure.environment, role),
      location: azure.environment.region,
      securityRules: rulesOf(args).map(securityRule),
      tags: azure.environment.tags,
    },
    { parent },
  );
}

function securityRule({ name, description, access, from, ports }: Rule, index: number) {
  return {
    name,
    description,
    priority: 100 + index * 10,
    direction: "Inbound",
    access,
    protocol: access === "Allow" ? "Tcp" : "*",
    ...(from.length === 1 ? { sourceAddressPrefix: from[0] } : { sourceAddressPrefixes: [...from] }),
    sourcePortRange: "*",
    destinationAddressPrefix: "*",
    ...(ports.length === 1 ? { destinationPortRange: ports[0] } : { destinationPortRanges: [...ports] }),
  };
}
