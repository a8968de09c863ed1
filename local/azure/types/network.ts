import { parseCidr } from "../arm/cidr.ts";
import { badRequest } from "../arm/errors.ts";
import { nameOf } from "../arm/ids.ts";
import type { Subscription } from "../resourceType.ts";
import type { StoredResource } from "../store.ts";
import { usersOf } from "./references.ts";

export const subnetType = "Microsoft.Network/virtualNetworks/subnets";
export const natGatewayType = "Microsoft.Network/natGateways";
export const privateEndpointType = "Microsoft.Network/privateEndpoints";
export const privateZoneType = "Microsoft.Network/privateDnsZones";

export const networkNaming = {
  min: 2,
  max: 64,
  pattern: /^[A-Za-z0-9][A-Za-z0-9_.-]*[A-Za-z0-9_]$/,
  rule: "letters, digits, underscores, periods and hyphens, beginning with a letter or digit",
} as const;

/** Refuses text that is no IPv4 range. */
export function requireCidr(prefix: string, resource: string): void {
  if (parseCidr(prefix)) return;
  throw badRequest(
    `Address prefix ${prefix} of resource ${resource} is not formatted correctly. It should follow CIDR notation, for example 10.0.0.0/24.`,
    "InvalidAddressPrefixFormat",
  );
}

/** Node pools, API servers and private endpoints in a subnet. */
export function tenantsOf(id: string, azure: Subscription): readonly StoredResource[] {
  const cluster = "Microsoft.ContainerService/managedClusters";
  return [
    ...usersOf(id, azure, `${cluster}/agentPools`, "vnetSubnetID"),
    ...usersOf(id, azure, cluster, "apiServerAccessProfile.subnetId"),
    ...usersOf(id, azure, privateEndpointType, "subnet.id"),
  ];
}

/** Refuses to delete a subnet that something is in. */
export function requireSubnetFree({ id }: StoredResource, azure: Subscription): void {
  const [user] = tenantsOf(id, azure);
  if (!user) return;
  throw badRequest(
    `Subnet ${nameOf(id)} is in use by ${user.id} and cannot be deleted. In order to delete the subnet, delete all the resources within the subnet. See aka.ms/deletesubnet.`,
    "InUseSubnetCannotBeDeleted",
  );
}
