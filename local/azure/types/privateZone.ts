import { badRequest, conflict } from "../arm/errors.ts";
import { guidOf, isUnder, nameOf } from "../arm/ids.ts";
import type { ResourceType } from "../resourceType.ts";
import { textAt } from "../values.ts";
import { privateZoneType } from "./network.ts";
import { inGroup } from "./resourceGroup.ts";

export const privateZone: ResourceType = {
  module: "privatedns",
  name: "PrivateZone",
  armType: privateZoneType,
  id: `${inGroup}/providers/Microsoft.Network/privateDnsZones/{privateZoneName}`,
  naming: {
    property: "privateZoneName",
    auto: "copy",
    min: 1,
    max: 253,
    pattern: /^([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i,
    rule: "a DNS name of two labels or more",
  },
  locationRequired: true,
  replaces: ["location"],
  admit: ({ inputs }) => {
    requireGlobal(textAt(inputs, "location"), privateZoneType);
  },
  outputs: ({ id }) => ({
    provisioningState: "Succeeded",
    internalId: Buffer.from(`Immutable;${guidOf(id, "zone")};0`).toString("base64"),
    maxNumberOfRecordSets: 25000,
    maxNumberOfVirtualNetworkLinks: 1000,
    maxNumberOfVirtualNetworkLinksWithRegistration: 100,
    numberOfRecordSets: 1,
  }),
  release({ id }, azure) {
    const link = azure.list(virtualNetworkLinkType).find((other) => isUnder(other.id, id));
    if (!link) return;
    throw conflict(
      "CannotDeleteResource",
      `Can not delete resource before nested resources are deleted: private zone ${nameOf(id)} has the link ${nameOf(link.id)}.`,
    );
  },
};

export const virtualNetworkLinkType = `${privateZoneType}/virtualNetworkLinks`;

/** Private DNS belongs to no region. */
export function requireGlobal(location: string | undefined, type: string): void {
  if (location?.toLowerCase() === "global") return;
  throw badRequest(
    `The provided location '${location ?? ""}' is not available for resource type '${type}'. List of available regions for the resource type is 'global'.`,
    "LocationNotAvailableForResourceType",
  );
}
