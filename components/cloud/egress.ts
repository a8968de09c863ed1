/** How the nodes of an environment reach the internet. */

import { NatGateway } from "@pulumi/azure-native/network/natGateway.js";
import { PublicIPAddress } from "@pulumi/azure-native/network/publicIPAddress.js";
import { RouteTable } from "@pulumi/azure-native/network/routeTable.js";
import type * as pulumi from "@pulumi/pulumi";
import { azureName } from "../../config/naming.ts";
import type { EgressSettings } from "../../config/types.ts";
import type { AzureScope } from "../base/azure.ts";

interface WayOutArgs {
  readonly azure: AzureScope;
  readonly egress: EgressSettings;
}

/** What a subnet of nodes needs to get out; nothing where the cluster's load balancer lets them out. */
export interface WayOut {
  readonly natGateway?: { readonly id: pulumi.Output<string> };
  readonly routeTable?: { readonly id: pulumi.Output<string> };
}

/** The cluster's word for each way out. */
export const outboundTypes = {
  loadBalancer: "loadBalancer",
  natGateway: "userAssignedNATGateway",
  firewall: "userDefinedRouting",
} as const satisfies Record<EgressSettings["type"], string>;

/** @param parent Component that owns what is made. */
export function createWayOut(name: string, { azure, egress }: WayOutArgs, parent: pulumi.Resource): WayOut {
  switch (egress.type) {
    case "loadBalancer":
      return {};
    case "natGateway":
      return { natGateway: { id: createNatGateway(name, azure, parent).id } };
    case "firewall":
      return { routeTable: { id: createRoutes(name, azure, egress.address, parent).id } };
  }
}

/** One address, so that those who are called can tell who calls. It serves 64512 connections to each of them. */
function createNatGateway(name: string, azure: AzureScope, parent: pulumi.Resource): NatGateway {
  const place = { resourceGroupName: azure.resourceGroup, location: azure.environment.region };
  const { tags } = azure.environment;
  const address = new PublicIPAddress(
    `${name}-egress-address`,
    {
      ...place,
      publicIpAddressName: azureName("publicIp", azure.environment, "egress"),
      sku: { name: "Standard", tier: "Regional" },
      publicIPAllocationMethod: "Static",
      publicIPAddressVersion: "IPv4",
      tags,
    },
    { parent },
  );
  return new NatGateway(
    `${name}-nat-gateway`,
    {
      ...place,
      natGatewayName: azureName("natGateway", azure.environment),
      sku: { name: "Standard" },
      publicIpAddresses: [{ id: address.id }],
      // Azure's default; longer idle connections want keep-alives.
      idleTimeoutInMinutes: 4,
      tags,
    },
    { parent },
  );
}

/** Everything that is not of the network goes to the firewall; routes of a gateway's cannot lead around it. */
function createRoutes(
  name: string,
  azure: AzureScope,
  nextHopIpAddress: string,
  parent: pulumi.Resource,
): RouteTable {
  return new RouteTable(
    `${name}-routes`,
    {
      resourceGroupName: azure.resourceGroup,
      location: azure.environment.region,
      routeTableName: azureName("routeTable", azure.environment),
      disableBgpRoutePropagation: true,
      routes: [
        { name: "firewall", addressPrefix: "0.0.0.0/0", nextHopType: "VirtualAppliance", nextHopIpAddress },
      ],
      tags: azure.environment.tags,
    },
    { parent },
  );
}
