import { parseCidr } from "../arm/cidr.ts";
import { badRequest } from "../arm/errors.ts";
import { guidOf } from "../arm/ids.ts";
import type { ResourceType } from "../resourceType.ts";
import { textsAt } from "../values.ts";
import { inGroup } from "./resourceGroup.ts";
import { requireSubnetsFree, subnetType } from "./subnet.ts";

export const networkNaming = {
  min: 2,
  max: 64,
  pattern: /^[A-Za-z0-9][A-Za-z0-9_.-]*[A-Za-z0-9_]$/,
  rule: "letters, digits, underscores, periods and hyphens, beginning with a letter or digit",
} as const;

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
      throw badRequest(`Virtual network ${name} has no address space: set addressSpace.addressPrefixes.`, "InvalidRequestFormat");
    }
    for (const prefix of prefixes) requireCidr(prefix, name);
  },
  outputs: ({ id }) => ({
    provisioningState: "Succeeded",
    resourceGuid: guidOf(id, "resource"),
    etag: `W/"${guidOf(id, "etag")}"`,
  }),
  release(resource, azure) {
    const prefix = `${resource.id}/`.toLowerCase();
    for (const subnet of azure.list(subnetType)) {
      if (subnet.id.toLowerCase().startsWith(prefix)) requireSubnetsFree(subnet, azure);
    }
  },
};

/** Refuses text that is no IPv4 range. */
export function requireCidr(prefix: string, resource: string): void {
  if (parseCidr(prefix)) return;
  throw badRequest(
    `Address prefix ${prefix} of resource ${resource} is not formatted correctly. It should follow CIDR notation, for example 10.0.0.0/24.`,
    "InvalidAddressPrefixFormat",
  );
}
