import { badRequest } from "../arm/errors.ts";
import { guidOf, nameOf } from "../arm/ids.ts";
import type { ResourceType } from "../resourceType.ts";
import { isProps, listAt, textAt } from "../values.ts";
import { networkNaming, requireCidr, subnetType } from "./network.ts";
import { usersOf } from "./references.ts";
import { inGroup } from "./resourceGroup.ts";

export const routeTable: ResourceType = {
  module: "network",
  name: "RouteTable",
  armType: "Microsoft.Network/routeTables",
  id: `${inGroup}/providers/Microsoft.Network/routeTables/{routeTableName}`,
  naming: { ...networkNaming, property: "routeTableName", auto: "random", min: 1, max: 80 },
  locationRequired: true,
  replaces: ["location"],
  keyed: { routes: "name" },
  admit({ inputs }) {
    for (const route of listAt(inputs, "routes").filter(isProps)) {
      const name = textAt(route, "name") ?? "";
      const prefix = textAt(route, "addressPrefix");
      // A service tag is allowed as well; what looks like a range has to be one.
      if (prefix?.includes("/")) requireCidr(prefix, name);
      const hop = textAt(route, "nextHopIpAddress");
      if ((textAt(route, "nextHopType") === "VirtualAppliance") === (hop !== undefined)) continue;
      throw badRequest(
        `Route ${name}: nextHopIpAddress is for routes of nextHopType VirtualAppliance, and required there.`,
        "RouteNextHopIpAddressMismatch",
      );
    }
  },
  outputs: ({ id }) => ({
    provisioningState: "Succeeded",
    resourceGuid: guidOf(id, "resource"),
    etag: `W/"${guidOf(id, "etag")}"`,
  }),
  release({ id }, azure) {
    const [user] = usersOf(id, azure, subnetType, "routeTable.id");
    if (!user) return;
    throw badRequest(
      `Route table ${nameOf(id)} cannot be deleted because it is in use by the following resources: ${user.id}.`,
      "InUseRouteTableCannotBeDeleted",
    );
  },
};
