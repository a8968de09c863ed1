import { badRequest } from "../arm/errors.ts";
import { guidOf, isUnder } from "../arm/ids.ts";
import type { ResourceType } from "../resourceType.ts";
import { textsAt } from "../values.ts";
import { networkNaming, requireCidr, requireSubnetFree, subnetType } from "./network.ts";
import { inGroup } from "./resourceGroup.ts";

export const virtualNetwork: ResourceType = {
  module: "network",
  name: "VirtualNetwork",
  armType: "Microsoft.Network/virtualNetworks",
  id: `${inGroup}/providers/Microsoft.Network/virtualNetworks/{virtualNetworkName}`,
  naming: { ...networkNaming, property: "virtualNetworkName", auto: "random" },
  locationRequired: true,
  replaces: ["location"],
  admit({ inputs, name }) {
    const prefixes = textsAt(inputs, "addressSpace.addressPrefixes");
    if (prefixes.length === 0) {
      throw badRequest(
        `Virtual network ${name} has no address space: set addressSpace.addressPrefixes.`,
        "InvalidRequestFormat",
      );
    }
    for (const prefix of prefixes) requireCidr(prefix, name);
  },
  outputs: ({ id }) => ({
    provisioningState: "Succeeded",
    resourceGuid: guidOf(id, "resource"),
    etag: `W/"${guidOf(id, "etag")}"`,
  }),
  release(resource, azure) {
    for (const subnet of azure.list(subnetType)) {
      if (isUnder(subnet.id, resource.id)) requireSubnetFree(subnet, azure);
    }
  },
};
