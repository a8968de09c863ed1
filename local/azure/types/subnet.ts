import { contains, overlaps } from "../arm/cidr.ts";
import { badRequest, referenceNotFound } from "../arm/errors.ts";
import { guidOf, isUnder, nameOf, parentOf, sameId } from "../arm/ids.ts";
import type { ResourceType, Subscription, Write } from "../resourceType.ts";
import type { StoredResource } from "../store.ts";
import { textAt, textsAt } from "../values.ts";
import type { Props } from "../values.ts";
import { inGroup } from "./resourceGroup.ts";
import { networkNaming, requireCidr } from "./virtualNetwork.ts";

export const subnetType = "Microsoft.Network/virtualNetworks/subnets";

export const subnet: ResourceType = {
  module: "network",
  name: "Subnet",
  armType: subnetType,
  id: `${inGroup}/providers/Microsoft.Network/virtualNetworks/{virtualNetworkName}/subnets/{subnetName}`,
  naming: { ...networkNaming, property: "subnetName", auto: "copy", min: 1, max: 80 },
  admit(write) {
    requirePrefixes(write);
    const group = textAt(write.inputs, "networkSecurityGroup.id");
    if (group !== undefined && !write.azure.get(group)) throw referenceNotFound(group, "networkSecurityGroup");
  },
  outputs: ({ id }) => ({ provisioningState: "Succeeded", etag: `W/"${guidOf(id, "etag")}"` }),
  release: requireSubnetsFree,
};

function requirePrefixes({ id, name, inputs, previous, azure }: Write): void {
  const network = azure.get(parentOf(id) ?? "");
  if (!network) return;
  const prefixes = prefixesOf(inputs);
  if (prefixes.length === 0) throw badRequest(`Subnet '${name}' has no addressPrefix.`, "InvalidRequestFormat");
  const space = textsAt(network.inputs, "addressSpace.addressPrefixes");
  for (const prefix of prefixes) {
    requireCidr(prefix, name);
    if (!space.some((range) => contains(range, prefix))) {
      throw badRequest(`Subnet '${name}' is not valid in virtual network '${nameOf(network.id)}'.`, "NetcfgInvalidSubnet");
    }
  }
  for (const other of azure.list(subnetType)) {
    if (!isUnder(other.id, network.id) || sameId(other.id, id)) continue;
    if (prefixesOf(other.inputs).some((range) => prefixes.some((prefix) => overlaps(range, prefix)))) {
      throw badRequest(
        `Subnet '${name}' is not valid because its IP address range overlaps with that of an existing subnet in virtual network '${nameOf(network.id)}'.`,
        "NetcfgSubnetRangesOverlap",
      );
    }
  }
  const moved = previous && prefixesOf(previous.inputs).some((prefix) => !prefixes.includes(prefix));
  if (moved && usersOf(id, azure).length > 0) {
    throw badRequest(`Subnet ${name} is in use and cannot be updated.`, "InUseSubnetCannotBeUpdated");
  }
}

function prefixesOf(inputs: Props): readonly string[] {
  const single = textAt(inputs, "addressPrefix");
  return single === undefined ? textsAt(inputs, "addressPrefixes") : [single];
}

/** Node pools in a subnet. */
function usersOf(id: string, azure: Subscription): readonly StoredResource[] {
  return azure
    .list("Microsoft.ContainerService/managedClusters/agentPools")
    .filter(({ outputs }) => sameId(textAt(outputs, "vnetSubnetID") ?? "", id));
}

/** Refuses to delete a subnet that has nodes in it. */
export function requireSubnetsFree({ id }: StoredResource, azure: Subscription): void {
  const [user] = usersOf(id, azure);
  if (!user) return;
  throw badRequest(
    `Subnet ${nameOf(id)} is in use by ${user.id} and cannot be deleted. In order to delete the subnet, delete all the resources within the subnet. See aka.ms/deletesubnet.`,
    "InUseSubnetCannotBeDeleted",
  );
}
