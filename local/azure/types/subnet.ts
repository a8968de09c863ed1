import { contains, overlaps } from "../arm/cidr.ts";
import { badRequest, conflict } from "../arm/errors.ts";
import { guidOf, isUnder, nameOf, parentOf, sameId } from "../arm/ids.ts";
import type { ResourceType, Write } from "../resourceType.ts";
import { textAt, textsAt } from "../values.ts";
import type { Props } from "../values.ts";
import { networkNaming, requireCidr, requireSubnetFree, subnetType, tenantsOf } from "./network.ts";
import { requireReference } from "./references.ts";
import { inGroup } from "./resourceGroup.ts";

export const subnet: ResourceType = {
  module: "network",
  name: "Subnet",
  armType: subnetType,
  id: `${inGroup}/providers/Microsoft.Network/virtualNetworks/{virtualNetworkName}/subnets/{subnetName}`,
  naming: { ...networkNaming, property: "subnetName", auto: "copy", min: 1, max: 80 },
  serialized(id) {
    const network = parentOf(id) ?? id;
    const message = `Another operation on this or dependent resource is in progress: '${network}' is being changed.`;
    return { id: network, refusal: conflict("AnotherOperationInProgress", message) };
  },
  admit(write) {
    requirePrefixes(write);
    for (const property of ["networkSecurityGroup", "natGateway", "routeTable"]) {
      requireReference(write, `${property}.id`, property);
    }
  },
  outputs: ({ id }) => ({ provisioningState: "Succeeded", etag: `W/"${guidOf(id, "etag")}"` }),
  release: requireSubnetFree,
};

function requirePrefixes({ id, name, inputs, previous, azure }: Write): void {
  const network = azure.get(parentOf(id) ?? "");
  if (!network) return;
  const prefixes = prefixesOf(inputs);
  if (prefixes.length === 0)
    throw badRequest(`Subnet '${name}' has no addressPrefix.`, "InvalidRequestFormat");
  const space = textsAt(network.inputs, "addressSpace.addressPrefixes");
  for (const prefix of prefixes) {
    requireCidr(prefix, name);
    if (!space.some((range) => contains(range, prefix))) {
      throw badRequest(
        `Subnet '${name}' is not valid in virtual network '${nameOf(network.id)}'.`,
        "NetcfgInvalidSubnet",
      );
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
  if (moved && tenantsOf(id, azure).length > 0) {
    throw badRequest(`Subnet ${name} is in use and cannot be updated.`, "InUseSubnetCannotBeUpdated");
  }
}

function prefixesOf(inputs: Props): readonly string[] {
  const single = textAt(inputs, "addressPrefix");
  return single === undefined ? textsAt(inputs, "addressPrefixes") : [single];
}
