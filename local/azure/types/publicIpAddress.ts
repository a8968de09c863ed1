import { badRequest } from "../arm/errors.ts";
import { guidOf, nameOf, sameId } from "../arm/ids.ts";
import type { ResourceType } from "../resourceType.ts";
import { listAt, textAt } from "../values.ts";
import { natGatewayType, networkNaming } from "./network.ts";
import { inGroup } from "./resourceGroup.ts";

export const publicIpAddress: ResourceType = {
  module: "network",
  name: "PublicIPAddress",
  armType: "Microsoft.Network/publicIPAddresses",
  id: `${inGroup}/providers/Microsoft.Network/publicIPAddresses/{publicIpAddressName}`,
  naming: { ...networkNaming, property: "publicIpAddressName", auto: "random", min: 1, max: 80 },
  locationRequired: true,
  replaces: ["location"],
  frozen: ["publicIPAddressVersion", "sku.name", "zones"],
  admit({ name, inputs }) {
    const standard = textAt(inputs, "sku.name") === "Standard";
    if (!standard || textAt(inputs, "publicIPAllocationMethod") === "Static") return;
    throw badRequest(
      `Standard sku publicIp ${name} must have AllocationMethod set to Static.`,
      "StandardSkuPublicIPAddressesMustBeStatic",
    );
  },
  outputs: ({ id, previous }) => ({
    provisioningState: "Succeeded",
    resourceGuid: guidOf(id, "resource"),
    etag: `W/"${guidOf(id, "etag")}"`,
    ipAddress: textAt(previous?.outputs, "ipAddress") ?? addressOf(id),
  }),
  release({ id }, azure) {
    const user = azure
      .list(natGatewayType)
      .find(({ inputs }) =>
        listAt(inputs, "publicIpAddresses").some((address) => sameId(textAt(address, "id") ?? "", id)),
      );
    if (!user) return;
    throw badRequest(
      `Public IP address ${id} can not be deleted since it is still allocated to resource ${user.id}. In order to delete the public IP, disassociate/detach the Public IP address from the resource.`,
      "PublicIPAddressCannotBeDeleted",
      nameOf(id),
    );
  },
};

/** An address of 203.0.113.0/24, which is for documentation (RFC 5737): always the same for the same resource. */
function addressOf(id: string): string {
  return `203.0.113.${1 + (Number.parseInt(guidOf(id, "address").slice(0, 6), 16) % 254)}`;
}
