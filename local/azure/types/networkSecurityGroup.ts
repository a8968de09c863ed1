import { badRequest } from "../arm/errors.ts";
import { guidOf, nameOf } from "../arm/ids.ts";
import type { ResourceType } from "../resourceType.ts";
import { isProps, listAt, numberAt, textAt } from "../values.ts";
import { networkNaming, subnetType } from "./network.ts";
import { usersOf } from "./references.ts";
import { inGroup } from "./resourceGroup.ts";

export const networkSecurityGroup: ResourceType = {
  module: "network",
  name: "NetworkSecurityGroup",
  armType: "Microsoft.Network/networkSecurityGroups",
  id: `${inGroup}/providers/Microsoft.Network/networkSecurityGroups/{networkSecurityGroupName}`,
  naming: { ...networkNaming, property: "networkSecurityGroupName", auto: "random", min: 1, max: 80 },
  locationRequired: true,
  replaces: ["location"],
  keyed: { securityRules: "name" },
  admit({ inputs }) {
    const seen = new Map<string, string>();
    for (const rule of listAt(inputs, "securityRules").filter(isProps)) {
      const name = textAt(rule, "name") ?? "";
      const key = `${textAt(rule, "direction") ?? ""} ${numberAt(rule, "priority") ?? ""}`;
      const other = seen.get(key);
      if (other !== undefined) {
        throw badRequest(
          `Security rule ${name} conflicts with rule ${other}. Rules cannot have the same Priority and Direction.`,
          "SecurityRuleConflict",
        );
      }
      seen.set(key, name);
    }
  },
  outputs: ({ id }) => ({
    provisioningState: "Succeeded",
    resourceGuid: guidOf(id, "resource"),
    etag: `W/"${guidOf(id, "etag")}"`,
  }),
  release({ id }, azure) {
    const [user] = usersOf(id, azure, subnetType, "networkSecurityGroup.id");
    if (!user) return;
    throw badRequest(
      `Network security group ${nameOf(id)} cannot be deleted because it is in use by the following resources: ${user.id}.`,
      "InUseNetworkSecurityGroupCannotBeDeleted",
    );
  },
};
