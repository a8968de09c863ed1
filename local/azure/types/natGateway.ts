import { badRequest, referenceNotFound } from "../arm/errors.ts";
import { guidOf, nameOf } from "../arm/ids.ts";
import type { ResourceType } from "../resourceType.ts";
import { listAt, numberAt, textAt } from "../values.ts";
import { natGatewayType, networkNaming, subnetType } from "./network.ts";
import { usersOf } from "./references.ts";
import { inGroup } from "./resourceGroup.ts";

export const natGateway: ResourceType = {
  module: "network",
  name: "NatGateway",
  armType: natGatewayType,
  id: `${inGroup}/providers/Microsoft.Network/natGateways/{natGatewayName}`,
  naming: { ...networkNaming, property: "natGatewayName", auto: "random", min: 1, max: 80 },
  locationRequired: true,
  replaces: ["location"],
  frozen: ["sku.name", "zones"],
  check(inputs) {
    const minutes = numberAt(inputs, "idleTimeoutInMinutes");
    return minutes !== undefined && (minutes < 4 || minutes > 120)
      ? [`'idleTimeoutInMinutes' must be between 4 and 120, got ${minutes}`]
      : [];
  },
  admit({ name, inputs, azure }) {
    for (const address of listAt(inputs, "publicIpAddresses")) {
      const id = textAt(address, "id") ?? "";
      const found = azure.get(id);
      if (!found) throw referenceNotFound(id, "publicIpAddresses");
      if (textAt(found.inputs, "sku.name") === "Standard") continue;
      throw badRequest(
        `NAT gateway ${name} cannot be deployed with public IP ${nameOf(id)} of sku Basic: it takes Standard ones.`,
        "NatGatewayWithBasicSkuPublicIpNotSupported",
      );
    }
  },
  outputs: ({ id }) => ({
    provisioningState: "Succeeded",
    resourceGuid: guidOf(id, "resource"),
    etag: `W/"${guidOf(id, "etag")}"`,
  }),
  release({ id }, azure) {
    const [user] = usersOf(id, azure, subnetType, "natGateway.id");
    if (!user) return;
    throw badRequest(
      `NatGateway ${nameOf(id)} cannot be deleted because it is in use by the following resources: ${user.id}.`,
      "InUseNatGatewayCannotBeDeleted",
    );
  },
};
