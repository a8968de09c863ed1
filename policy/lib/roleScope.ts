/** How much of Azure a role assignment reaches, narrowest first. */
export const scopeLevels = ["resource", "resourceGroup", "subscription", "managementGroup"] as const;

type ScopeLevel = (typeof scopeLevels)[number];

/** Groups: subscription, resource group, resource. */
const scopePattern = /^\/subscriptions\/[^/]+(?:\/resourcegroups\/[^/]+(\/.+)?|(\/providers\/.+))?$/;

/** The level of an ARM id; the tenant's root counts as a management group. */
export function scopeLevel(scope: string): ScopeLevel | undefined {
  const path = scope.trim().toLowerCase().replace(/\/+$/, "");
  if (path === "" && scope !== "") return "managementGroup";
  if (/^\/providers\/microsoft\.management\/managementgroups\/[^/]+$/.test(path)) return "managementGroup";
  const match = scopePattern.exec(path);
  if (match === null) return undefined;
  if (match[1] !== undefined || match[2] !== undefined) return "resource";
  return path.includes("/resourcegroups/") ? "resourceGroup" : "subscription";
}

/** Built-in roles that reach everything in their scope; their ids are the same in every tenant. */
const privilegedRoles: Readonly<Record<string, string>> = {
  "8e3af657-a8ff-443c-a75c-2fe8c4bcb635": "Owner",
  "b24988ac-6180-42a0-ab88-20f7382dd24c": "Contributor",
  "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9": "User Access Administrator",
  "f58310d9-a9f6-439a-9e8d-f62e7b41a168": "Role Based Access Control Administrator",
};

export const privilegedRoleNames: readonly string[] = Object.values(privilegedRoles);

/** The role behind a role definition's ARM id: privileged ones by name, others by their id alone. */
export function roleOf(definition: string): { readonly id: string; readonly name: string } {
  const id = definition.trim().toLowerCase().split("/").at(-1) ?? "";
  return { id, name: (Object.hasOwn(privilegedRoles, id) ? privilegedRoles[id] : undefined) ?? id };
}
