/** The network of an environment. */

import type { NetworkSecurityGroup } from "@pulumi/azure-native/network/networkSecurityGroup.js";
import { Subnet } from "@pulumi/azure-native/network/subnet.js";
import { VirtualNetwork } from "@pulumi/azure-native/network/virtualNetwork.js";
import * as pulumi from "@pulumi/pulumi";
import { nodeSubnetRoles, subnetRoleOf } from "../../config/addressPlan.ts";
import { azureName } from "../../config/naming.ts";
import {
  nodePoolRoles,
  type NetworkSettings,
  type NodePoolRole,
  type SubnetRole,
} from "../../config/types.ts";
import type { AzureScope } from "../base/azure.ts";
import { Component } from "../base/component.ts";
import { createWayOut, type WayOut } from "./egress.ts";
import { createSecurityGroup } from "./securityGroups.ts";

export interface NetworkArgs {
  readonly azure: AzureScope;
  readonly settings: NetworkSettings;
  /** Lets the internet reach ports 80 and 443: the shared gateway's load balancer. Off: no inbound traffic at all. */
  readonly publicIngress: boolean;
}

/**
 * Virtual network, its subnets, a security group for each, and the way out: NAT gateway, firewall or, with neither,
 * the cluster's load balancer. No subnet gives machines a way out of its own. Without private endpoints Key Vault is
 * reached over a service endpoint, so that its firewall can name the subnets.
 */
export class Network extends Component {
  /**
   * Put together, not taken from the subnets: known before they exist, so that a first preview shows what names them.
   * Whoever uses them goes behind this component with `dependsOn`.
   */
  readonly subnetIds: Readonly<Partial<Record<SubnetRole, pulumi.Output<string>>>>;
  /** Put together as well. */
  readonly networkId: pulumi.Output<string>;
  /** Of {@link subnetIds}, those that nodes are in. */
  readonly nodeSubnetIds: readonly pulumi.Output<string>[];
  /** By pool; the same for all where they share a subnet. */
  readonly poolSubnetIds: Readonly<Record<NodePoolRole, pulumi.Output<string>>>;

  constructor(name: string, args: NetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aks-platform:cloud:Network", name, opts);
    const { azure, settings } = args;
    const network = this.createNetwork(name, args);
    const wayOut = createWayOut(name, { azure, egress: settings.egress }, this);
    this.createSubnets(name, args, network, wayOut);
    this.networkId = networkId(azure);
    this.subnetIds = Object.fromEntries(rolesOf(settings).map((role) => [role, subnetId(azure, role)]));
    this.nodeSubnetIds = nodeSubnetRoles(settings).map((role) => subnetId(azure, role));
    this.poolSubnetIds = Object.fromEntries(
      nodePoolRoles.map((pool) => [pool, subnetId(azure, subnetRoleOf(pool, settings))]),
    ) as Network["poolSubnetIds"];
    this.registerOutputs({ subnetIds: this.subnetIds });
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

  /** Azure answers 409 to parallel writes on one network: each subnet waits for the one before. */
  private createSubnets(name: string, args: NetworkArgs, network: VirtualNetwork, wayOut: WayOut): void {
    const nodeRoles = nodeSubnetRoles(args.settings);
    let previous: pulumi.Resource = network;
    for (const role of rolesOf(args.settings)) {
      const group = createSecurityGroup(name, { ...args, role }, this);
      const extra = nodeRoles.includes(role) ? { ...nodeSubnet(args.settings), ...wayOut } : {};
      const inputs = { ...subnetInputs(args, role, group), ...extra };
      previous = new Subnet(`${name}-${role}`, inputs, { parent: this, dependsOn: [previous] });
    }
  }
}

/** Without private endpoints, Key Vault's firewall knows nodes by their subnet. */
function nodeSubnet({ privateEndpoints }: NetworkSettings) {
  return privateEndpoints ? {} : { serviceEndpoints: [{ service: "Microsoft.KeyVault" }] };
}

function rolesOf({ subnets }: NetworkSettings): readonly SubnetRole[] {
  return Object.keys(subnets) as SubnetRole[];
}

function subnetInputs({ azure, settings }: NetworkArgs, role: SubnetRole, group: NetworkSecurityGroup) {
  return {
    resourceGroupName: azure.resourceGroup,
    virtualNetworkName: azureName("virtualNetwork", azure.environment),
    subnetName: subnetName(azure, role),
    addressPrefix: settings.subnets[role] ?? "",
    networkSecurityGroup: { id: group.id },
    defaultOutboundAccess: false,
    ...(role === "apiserver" ? { delegations: [clusterDelegation] } : {}),
    // Azure leaves private endpoints out of security groups unless told otherwise.
    ...(role === "endpoints" ? { privateEndpointNetworkPolicies: "NetworkSecurityGroupEnabled" } : {}),
  };
}

const clusterDelegation = { name: "aks", serviceName: "Microsoft.ContainerService/managedClusters" };

function subnetName({ environment }: AzureScope, role: SubnetRole): string {
  return azureName("subnet", environment, role);
}

function networkId(azure: AzureScope): pulumi.Output<string> {
  const group = pulumi.interpolate`/subscriptions/${azure.subscriptionId}/resourceGroups/${azure.resourceGroup}`;
  const network = `Microsoft.Network/virtualNetworks/${azureName("virtualNetwork", azure.environment)}`;
  return pulumi.interpolate`${group}/providers/${network}`;
}

function subnetId(azure: AzureScope, role: SubnetRole): pulumi.Output<string> {
  return pulumi.interpolate`${networkId(azure)}/subnets/${subnetName(azure, role)}`;
}
