/** The network of an environment. */

import { NetworkSecurityGroup } from "@pulumi/azure-native/network/networkSecurityGroup.js";
import { Subnet } from "@pulumi/azure-native/network/subnet.js";
import { VirtualNetwork } from "@pulumi/azure-native/network/virtualNetwork.js";
import * as pulumi from "@pulumi/pulumi";
import { azureName } from "../../config/naming.ts";
import type { NetworkSettings } from "../../config/types.ts";
import type { AzureScope } from "../base/azure.ts";
import { Component } from "../base/component.ts";

export interface NetworkArgs {
  readonly azure: AzureScope;
  readonly settings: Pick<NetworkSettings, "addressSpace" | "nodeSubnet">;
  /** Lets the internet reach ports 80 and 443: the shared gateway's load balancer. Off: no inbound traffic at all. */
  readonly publicIngress: boolean;
}

/**
 * Virtual network, the nodes' subnet and its security group. The subnet gives machines no way out of their own: the
 * cluster's load balancer does. Key Vault is reached over a service endpoint, so its firewall can name the subnet.
 */
export class Network extends Component {
  /**
   * Put together, not taken from the subnet: known before it exists, so that a first preview shows what names it.
   * Whoever uses it goes behind this component with `dependsOn`.
   */
  readonly nodeSubnetId: pulumi.Output<string>;

  constructor(name: string, args: NetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aks-platform:cloud:Network", name, opts);
    const network = this.createNetwork(name, args);
    const securityGroup = this.createSecurityGroup(name, args);
    this.createSubnet(name, args, network, securityGroup);
    this.nodeSubnetId = subnetId(args.azure);
    this.registerOutputs({ nodeSubnetId: this.nodeSubnetId });
  }

  private createNetwork(name: string, { azure, settings }: NetworkArgs): VirtualNetwork {
    return new VirtualNetwork(
      `${name}-vnet`,
      {
        resourceGroupName: azure.resourceGroup,
        virtualNetworkName: azureName("virtualNetwork", azure.environment),
        location: azure.environment.region,
        addressSpace: { addressPrefixes: [settings.addressSpace] },
        tags: azure.environment.tags,
      },
      { parent: this },
    );
  }

  private createSecurityGroup(name: string, { azure, publicIngress }: NetworkArgs): NetworkSecurityGroup {
    // AKS opens ports in the group of the network cards; on a subnet of ours nobody but us opens them.
    const gatewayRule = {
      name: "allow-gateway",
      description: "Clients of the shared gateway; port 80 only redirects.",
      priority: 100,
      direction: "Inbound",
      access: "Allow",
      protocol: "Tcp",
      sourceAddressPrefix: "Internet",
      sourcePortRange: "*",
      destinationAddressPrefix: "*",
      destinationPortRanges: ["80", "443"],
    };
    return new NetworkSecurityGroup(
      `${name}-nsg`,
      {
        resourceGroupName: azure.resourceGroup,
        networkSecurityGroupName: azureName("networkSecurityGroup", azure.environment, "nodes"),
        location: azure.environment.region,
        securityRules: publicIngress ? [gatewayRule] : [],
        tags: azure.environment.tags,
      },
      { parent: this },
    );
  }

  private createSubnet(
    name: string,
    { azure, settings }: NetworkArgs,
    network: VirtualNetwork,
    securityGroup: NetworkSecurityGroup,
  ): void {
    new Subnet(
      `${name}-nodes`,
      {
        resourceGroupName: azure.resourceGroup,
        virtualNetworkName: azureName("virtualNetwork", azure.environment),
        subnetName: subnetName(azure),
        addressPrefix: settings.nodeSubnet,
        networkSecurityGroup: { id: securityGroup.id },
        serviceEndpoints: [{ service: "Microsoft.KeyVault" }],
        defaultOutboundAccess: false,
      },
      { parent: this, dependsOn: [network] },
    );
  }
}

function subnetName({ environment }: AzureScope): string {
  return azureName("subnet", environment, "nodes");
}

function subnetId(azure: AzureScope): pulumi.Output<string> {
  const group = pulumi.interpolate`/subscriptions/${azure.subscriptionId}/resourceGroups/${azure.resourceGroup}`;
  const network = `Microsoft.Network/virtualNetworks/${azureName("virtualNetwork", azure.environment)}`;
  return pulumi.interpolate`${group}/providers/${network}/subnets/${subnetName(azure)}`;
}
