/** A service's address inside the network. */

import { PrivateDnsZoneGroup } from "@pulumi/azure-native/network/privateDnsZoneGroup.js";
import { PrivateEndpoint as Endpoint } from "@pulumi/azure-native/network/privateEndpoint.js";
import { PrivateZone } from "@pulumi/azure-native/privatedns/privateZone.js";
import { VirtualNetworkLink } from "@pulumi/azure-native/privatedns/virtualNetworkLink.js";
import type * as pulumi from "@pulumi/pulumi";
import { azureName } from "../../config/naming.ts";
import type { AzureScope } from "../base/azure.ts";
import { Component } from "../base/component.ts";

/** Azure's word for what an endpoint leads to, and the zone in which clients look its address up. */
const services = {
  vault: "privatelink.vaultcore.azure.net",
  registry: "privatelink.azurecr.io",
  namespace: "privatelink.servicebus.windows.net",
} as const;

/** Where endpoints go, and the network whose machines use them. */
export interface EndpointPlace {
  readonly subnetId: pulumi.Input<string>;
  readonly networkId: pulumi.Input<string>;
}

/** Who reaches a service over the network. */
export interface ServiceAccess {
  /** Absent: the service gets no address inside the network. */
  readonly endpoint?: EndpointPlace | undefined;
  /** Public ranges that reach it as well, where its tier has a firewall. */
  readonly ipRanges: readonly string[];
}

export interface PrivateEndpointArgs extends EndpointPlace {
  readonly azure: AzureScope;
  readonly service: keyof typeof services;
  /** Id of what it leads to. */
  readonly resourceId: pulumi.Input<string>;
}

/**
 * Private endpoint, private DNS zone, the zone's link to the network, and the group that keeps the endpoint's address
 * in the zone: names of the service lead to that address, for the machines of this network alone. One for each kind
 * of service: the zone belongs to it.
 */
export class PrivateEndpoint extends Component {
  constructor(name: string, args: PrivateEndpointArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aks-platform:cloud:PrivateEndpoint", name, opts);
    const zone = this.createZone(name, args);
    const endpoint = this.createEndpoint(name, args);
    const { azure, service } = args;
    new PrivateDnsZoneGroup(
      `${name}-dns`,
      {
        resourceGroupName: azure.resourceGroup,
        privateEndpointName: endpointName(args),
        privateDnsZoneGroupName: "default",
        privateDnsZoneConfigs: [{ name: service, privateDnsZoneId: zone.id }],
      },
      { parent: this, dependsOn: [endpoint] },
    );
    this.registerOutputs({});
  }

  /** Zones and their links belong to no region. */
  private createZone(name: string, { azure, service, networkId }: PrivateEndpointArgs): PrivateZone {
    const place = { resourceGroupName: azure.resourceGroup, location: "global" };
    const { tags } = azure.environment;
    const privateZoneName = services[service];
    const zone = new PrivateZone(`${name}-zone`, { ...place, privateZoneName, tags }, { parent: this });
    new VirtualNetworkLink(
      `${name}-zone-link`,
      {
        ...place,
        privateZoneName,
        virtualNetworkLinkName: azureName("virtualNetworkLink", azure.environment),
        virtualNetwork: { id: networkId },
        registrationEnabled: false,
        tags,
      },
      { parent: this, dependsOn: [zone] },
    );
    return zone;
  }

  private createEndpoint(name: string, args: PrivateEndpointArgs): Endpoint {
    const { azure, service, resourceId, subnetId } = args;
    return new Endpoint(
      `${name}-endpoint`,
      {
        resourceGroupName: azure.resourceGroup,
        privateEndpointName: endpointName(args),
        location: azure.environment.region,
        subnet: { id: subnetId },
        privateLinkServiceConnections: [
          { name: service, privateLinkServiceId: resourceId, groupIds: [service] },
        ],
        tags: azure.environment.tags,
      },
      { parent: this },
    );
  }
}

function endpointName({ azure, service }: PrivateEndpointArgs): string {
  return azureName("privateEndpoint", azure.environment, service);
}

/** A firewall's answer to who is not inside the network: nobody, or the ranges that are named. */
export function publicAccess(ipRanges: readonly string[]): "Enabled" | "Disabled" {
  return ipRanges.length > 0 ? "Enabled" : "Disabled";
}
