import { client, guidOf } from "../arm/ids.ts";
import type { ResourceType } from "../resourceType.ts";
import type { StoredResource } from "../store.ts";
import type { Props } from "../values.ts";
import { inGroup } from "./resourceGroup.ts";

export const identityType = "Microsoft.ManagedIdentity/userAssignedIdentities";

export const userAssignedIdentity: ResourceType = {
  module: "managedidentity",
  name: "UserAssignedIdentity",
  armType: identityType,
  id: `${inGroup}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/{resourceName}`,
  naming: {
    property: "resourceName",
    auto: "random",
    min: 3,
    max: 128,
    pattern: /^[A-Za-z0-9][A-Za-z0-9_-]*$/,
    rule: "letters, digits, hyphens and underscores, beginning with a letter or digit",
  },
  locationRequired: true,
  replaces: ["location"],
  outputs: ({ id }) => principalOf(id),
};

/** The ids Entra gives an identity: always the same for the same resource id. */
export function principalOf(id: string): Props {
  return { principalId: guidOf(id, "principal"), clientId: guidOf(id, "client"), tenantId: client.tenantId };
}

/** An identity that Azure makes on its own, for an add-on or the kubelets. */
export function madeByAzure(id: string, name: string, location: string): StoredResource {
  return {
    type: identityType,
    id,
    inputs: { location, resourceName: name },
    outputs: { name, type: identityType, location, ...principalOf(id) },
  };
}
