import { badRequest } from "../arm/errors.ts";
import { guidOf, nameOf, parentOf, sameId } from "../arm/ids.ts";
import type { ResourceType } from "../resourceType.ts";
import { isOn, textAt } from "../values.ts";
import { networkNaming } from "./network.ts";
import { requireGlobal, virtualNetworkLinkType } from "./privateZone.ts";
import { requireReference } from "./references.ts";
import { inGroup } from "./resourceGroup.ts";

export const virtualNetworkLink: ResourceType = {
  module: "privatedns",
  name: "VirtualNetworkLink",
  armType: virtualNetworkLinkType,
  id:
    `${inGroup}/providers/Microsoft.Network/privateDnsZones/{privateZoneName}` +
    "/virtualNetworkLinks/{virtualNetworkLinkName}",
  naming: { ...networkNaming, property: "virtualNetworkLinkName", auto: "random", min: 1, max: 80 },
  locationRequired: true,
  replaces: ["location"],
  frozen: ["virtualNetwork.id"],
  admit(write) {
    requireGlobal(textAt(write.inputs, "location"), virtualNetworkLinkType);
    requireReference(write, "virtualNetwork.id", "virtualNetwork");
    const { id, inputs, azure } = write;
    const network = textAt(inputs, "virtualNetwork.id") ?? "";
    const zone = zoneOf(id);
    const twin = azure
      .list(virtualNetworkLinkType)
      .find(
        (other) =>
          !sameId(other.id, id) &&
          zoneOf(other.id) === zone &&
          sameId(textAt(other.inputs, "virtualNetwork.id") ?? "", network),
      );
    if (!twin) return;
    throw badRequest(
      `A virtual network cannot be linked to multiple zones with overlapping namespaces. You tried to link virtual network with '${zone}' and '${zone}' zones.`,
    );
  },
  outputs: ({ id, inputs }) => ({
    provisioningState: "Succeeded",
    virtualNetworkLinkState: "Completed",
    registrationEnabled: isOn(inputs, "registrationEnabled"),
    etag: `"${guidOf(id, "etag")}"`,
  }),
};

/** The name of the zone a link is of. */
function zoneOf(link: string): string {
  return nameOf(parentOf(link) ?? "").toLowerCase();
}
