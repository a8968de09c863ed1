import { client } from "../arm/ids.ts";
import type { ResourceType } from "../resourceType.ts";

/** Where a resource of a group lives: the start of its id. */
export const inGroup = `/subscriptions/${client.subscriptionId}/resourceGroups/{resourceGroupName}`;

export const resourceGroup: ResourceType = {
  module: "resources",
  name: "ResourceGroup",
  armType: "Microsoft.Resources/resourceGroups",
  id: inGroup,
  naming: {
    property: "resourceGroupName",
    auto: "random",
    min: 1,
    max: 90,
    pattern: /^[\p{L}\p{N}_().-]*[\p{L}\p{N}_()-]$/u,
    rule: "letters, digits, underscores, parentheses, hyphens and periods, not a period at the end",
  },
  locationRequired: true,
  replaces: ["location"],
  outputs: () => ({ properties: { provisioningState: "Succeeded" } }),
};
