import type { AzureRule } from "../../lib/rule.ts";
import { azureIdentityLeastPrivilege } from "./identity-least-privilege.ts";
import { netNsgNoOpenInbound } from "./nsg-no-open-inbound.ts";
import { paasNetworkRestricted } from "./paas-network-restricted.ts";
import { azureProtectStateful } from "./protect-stateful.ts";
import { netSubnetNsgPrivate } from "./subnet-nsg-private.ts";
import { azureTagsAndRegions } from "./tags-and-regions.ts";

/** Rules on networks, and on what Azure resources have in common. */
export const platformRules: readonly AzureRule[] = [
  netSubnetNsgPrivate,
  netNsgNoOpenInbound,
  paasNetworkRestricted,
  azureTagsAndRegions,
  azureIdentityLeastPrivilege,
  azureProtectStateful,
];
