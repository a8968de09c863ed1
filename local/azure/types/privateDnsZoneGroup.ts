import { referenceNotFound } from "../arm/errors.ts";
import { guidOf } from "../arm/ids.ts";
import type { ResourceType } from "../resourceType.ts";
import { isProps, listAt, textAt } from "../values.ts";
import { networkNaming } from "./network.ts";
import { inGroup } from "./resourceGroup.ts";

export const privateDnsZoneGroup: ResourceType = {
  module: "network",
  name: "PrivateDnsZoneGroup",
  armType: "Microsoft.Network/privateEndpoints/privateDnsZoneGroups",
  id:
    `${inGroup}/providers/Microsoft.Network/privateEndpoints/{privateEndpointName}` +
    "/privateDnsZoneGroups/{privateDnsZoneGroupName}",
  naming: { ...networkNaming, property: "privateDnsZoneGroupName", auto: "copy", min: 1, max: 80 },
  admit({ inputs, azure }) {
    for (const config of listAt(inputs, "privateDnsZoneConfigs").filter(isProps)) {
      const zone = textAt(config, "privateDnsZoneId") ?? "";
      if (!azure.get(zone)) throw referenceNotFound(zone, "privateDnsZoneConfigs");
    }
  },
  outputs: ({ id }) => ({ provisioningState: "Succeeded", etag: `W/"${guidOf(id, "etag")}"` }),
};
