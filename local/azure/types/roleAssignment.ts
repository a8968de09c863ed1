import { ArmError, badRequest, conflict, groupNotFound } from "../arm/errors.ts";
import { client, groupId, groupOf, guidPattern, sameId } from "../arm/ids.ts";
import type { ResourceType, Subscription, Write } from "../resourceType.ts";
import { textAt } from "../values.ts";
import type { Props } from "../values.ts";
import { isPrincipal } from "./principals.ts";

export const roleAssignmentType = "Microsoft.Authorization/roleAssignments";

export const roleAssignment: ResourceType = {
  module: "authorization",
  name: "RoleAssignment",
  armType: roleAssignmentType,
  id: "/{scope}/providers/Microsoft.Authorization/roleAssignments/{roleAssignmentName}",
  naming: {
    property: "roleAssignmentName",
    auto: "uuid",
    min: 36,
    max: 36,
    pattern: guidPattern,
    rule: "a GUID",
  },
  replaces: ["principalId", "principalType", "roleDefinitionId", "delegatedManagedIdentityResourceId"],
  check(inputs) {
    const problems: string[] = [];
    const principal = textAt(inputs, "principalId");
    if (principal !== undefined && !guidPattern.test(principal)) {
      problems.push(`'principalId' must be a GUID, got '${principal}'`);
    }
    const role = textAt(inputs, "roleDefinitionId");
    if (role !== undefined && roleOf(role) === undefined) {
      problems.push(
        `'roleDefinitionId' must end in /providers/Microsoft.Authorization/roleDefinitions/<GUID>, got '${role}'`,
      );
    }
    return problems;
  },
  admit(write) {
    requireScope(textAt(write.inputs, "scope") ?? "", write.azure);
    requirePrincipal(write);
    const twin = write.azure
      .list(roleAssignmentType)
      .find(({ id, inputs }) => !sameId(id, write.id) && grant(inputs) === grant(write.inputs));
    if (twin) throw conflict("RoleAssignmentExists", "The role assignment already exists.");
  },
  outputs: ({ previous }) => {
    const now = new Date().toISOString();
    const createdOn = textAt(previous?.outputs, "createdOn") ?? now;
    return { createdBy: client.objectId, updatedBy: client.objectId, createdOn, updatedOn: now };
  },
};

/** GUID of a role definition id. */
export function roleOf(roleDefinitionId: string): string | undefined {
  const role = /\/providers\/Microsoft\.Authorization\/roleDefinitions\/([^/]+)$/i.exec(
    roleDefinitionId,
  )?.[1];
  return role !== undefined && guidPattern.test(role) ? role.toLowerCase() : undefined;
}

function grant(inputs: Props): string {
  const parts = ["scope", "principalId"].map((name) => textAt(inputs, name)?.replace(/\/$/, ""));
  return [...parts, roleOf(textAt(inputs, "roleDefinitionId") ?? "")].join(" ").toLowerCase();
}

/** A scope is the subscription, a group, or a resource here, or something inside one. */
function requireScope(scope: string, azure: Subscription): void {
  if (/^\/(subscriptions\/[^/]+|providers\/Microsoft\.Management\/managementGroups\/[^/]+)\/?$/i.test(scope))
    return;
  const group = groupOf(scope);
  if (group === undefined) throw badRequest(`The scope '${scope}' is not valid.`, "InvalidScope");
  if (!azure.get(groupId(group))) throw groupNotFound(group);
  const resource = /^.*?\/providers\/[^/]+\/[^/]+\/[^/]+/i.exec(scope)?.[0];
  if (resource === undefined || azure.get(resource)) return;
  const [, type, name] = /\/providers\/([^/]+\/[^/]+)\/([^/]+)$/i.exec(resource) ?? [];
  throw new ArmError(
    404,
    "ResourceNotFound",
    `The Resource '${type ?? ""}/${name ?? ""}' under resource group '${group}' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix`,
  );
}

function requirePrincipal({ inputs, azure }: Write): void {
  const principal = textAt(inputs, "principalId") ?? "";
  const type = textAt(inputs, "principalType") ?? "User";
  const known = isPrincipal(principal, azure);
  if (known && type !== "ServicePrincipal") {
    throw badRequest(
      `The PrincipalId '${principal.replaceAll("-", "")}' has type 'ServicePrincipal' , which is different from specified PrinciaplType '${type}'.`,
      "UnmatchedPrincipalType",
    );
  }
  // People and groups live in Entra, which is not emulated: any GUID will do for them.
  if (known || type === "User" || type === "Group") return;
  throw badRequest(
    `Principal ${principal.replaceAll("-", "")} does not exist in the directory ${client.tenantId}. Check that you have the correct principal ID. If you are creating this principal and then immediately assigning a role, this error might be related to a replication delay. In this case, set the role assignment principalType property to a value, such as ServicePrincipal, User, or Group. See https://aka.ms/docs-principaltype`,
    "PrincipalNotFound",
  );
}
