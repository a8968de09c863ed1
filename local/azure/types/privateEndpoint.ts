import { badRequest, referenceNotFound } from "../arm/errors.ts";
import { groupId, groupOf, guidOf, nameOf } from "../arm/ids.ts";
import type { ResourceType, Write } from "../resourceType.ts";
import { isProps, listAt, textAt, textsAt } from "../values.ts";
import { networkNaming, privateEndpointType } from "./network.ts";
import { requireReference } from "./references.ts";
import { inGroup } from "./resourceGroup.ts";

/** What an endpoint can lead to: the words for its parts, and the tier without which it has none. */
const targets: Readonly<Record<string, { readonly groups: readonly string[]; readonly tier?: string }>> = {
  "microsoft.keyvault/vaults": { groups: ["vault"] },
  "microsoft.containerregistry/registries": { groups: ["registry"], tier: "Premium" },
  "microsoft.servicebus/namespaces": { groups: ["namespace"], tier: "Premium" },
  "microsoft.storage/storageaccounts": { groups: ["blob", "dfs", "file", "queue", "table", "web"] },
};

export const privateEndpoint: ResourceType = {
  module: "network",
  name: "PrivateEndpoint",
  armType: privateEndpointType,
  id: `${inGroup}/providers/Microsoft.Network/privateEndpoints/{privateEndpointName}`,
  naming: { ...networkNaming, property: "privateEndpointName", auto: "random" },
  locationRequired: true,
  replaces: ["location"],
  frozen: ["subnet.id"],
  keyed: { privateLinkServiceConnections: "name" },
  admit(write) {
    requireReference(write, "subnet.id", "subnet");
    for (const connection of listAt(write.inputs, "privateLinkServiceConnections").filter(isProps)) {
      requireTarget(write, textAt(connection, "privateLinkServiceId") ?? "", textsAt(connection, "groupIds"));
    }
  },
  outputs: ({ id, name }) => ({
    provisioningState: "Succeeded",
    etag: `W/"${guidOf(id, "etag")}"`,
    networkInterfaces: [
      {
        id: `${groupId(groupOf(id) ?? "")}/providers/Microsoft.Network/networkInterfaces/${name}.nic.${guidOf(id, "nic")}`,
      },
    ],
  }),
};

function requireTarget({ name, azure }: Write, id: string, groups: readonly string[]): void {
  const target = azure.get(id);
  if (!target) throw referenceNotFound(id, "privateLinkServiceConnections");
  const known = targets[target.type.toLowerCase()];
  if (!known) {
    throw badRequest(
      `Call to ${target.type} failed. Error message: private endpoints are not supported for this type.`,
      "PrivateLinkServiceNotSupported",
    );
  }
  const tier = textAt(target.outputs, "sku.name") ?? "";
  if (known.tier !== undefined && tier !== known.tier) {
    throw badRequest(
      `Private endpoint ${name}: ${nameOf(id)} is of the tier ${tier}, and only ${known.tier} has private endpoints.`,
      "PrivateEndpointFeatureNotSupportedForSku",
    );
  }
  const wrong = groups.find((group) => !known.groups.includes(group));
  if (wrong === undefined && groups.length > 0) return;
  throw badRequest(
    `Private endpoint ${name}: '${wrong ?? ""}' is no group id of ${nameOf(id)}; it has ${known.groups.join(", ")}.`,
    "PrivateEndpointInvalidGroupId",
  );
}
