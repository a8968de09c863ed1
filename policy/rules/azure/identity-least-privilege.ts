import { checkInput, isWritten } from "../../lib/azureInput.ts";
import { checkDefinition } from "../../lib/customRole.ts";
import { checkTrust } from "../../lib/federatedTrust.ts";
import type { Finding } from "../../lib/finding.ts";
import { mcsb } from "../../lib/frameworks.ts";
import { get, text, type Field } from "../../lib/read.ts";
import { privilegedRoleNames, roleOf, scopeLevel, scopeLevels } from "../../lib/roleScope.ts";
import { defineAzureRule } from "../../lib/rule.ts";
import { matching, patterns, strings } from "../../lib/settings.ts";

export const azureIdentityLeastPrivilege = defineAzureRule({
  name: "azure-identity-least-privilege",
  description:
    "Identities must get narrow roles on narrow scopes, and trust only the tokens of known service accounts.",
  severity: "critical",
  level: "mandatory",
  framework: mcsb("PA-7"),
  tags: [
    "checkov:CKV_AZURE_39",
    "trivy:AZU-0030",
    "trivy:AZU-0052",
    "azure-policy:2571b7c3",
    "azure-policy:ae62c456",
    "azure-policy:fd1a8e20",
    "psrule:Azure.RBAC.LimitOwner",
    "psrule:Azure.RBAC.UseRGDelegation",
  ],
  remediationSteps:
    "Grant a role made for the task on the one resource, and name issuer, subject and audience of trusted tokens.",
  url: "https://learn.microsoft.com/azure/role-based-access-control/best-practices",
  types: [
    "authorization:RoleAssignment",
    "authorization:RoleDefinition",
    "managedidentity:FederatedIdentityCredential",
  ],
  params: {
    deniedRoles: strings(
      privilegedRoleNames,
      "Roles that nobody is given: built-in names, or ids of any role.",
    ),
    maxScope: matching(
      new RegExp(`^(?:${scopeLevels.join("|")})$`),
      "resourceGroup",
      `Widest scope of a role assignment: ${scopeLevels.join(", ")}.`,
    ),
    issuers: patterns(
      [String.raw`^https://(?:[a-z0-9-]+\.oic|oidc)\.prod-aks\.azure\.(?:com|us|cn)/[0-9a-f/-]+$`],
      "Issuers whose tokens are trusted, regular expressions. AKS by default.",
    ),
    subjects: patterns(
      ["^system:serviceaccount:[a-z0-9-]+:[a-z0-9.-]+$"],
      "Subjects that are trusted, regular expressions; the account default never is. Service accounts by default.",
    ),
    audiences: strings(["api://AzureADTokenExchange"], "Audiences that tokens may be made for."),
  },
  check: ({ kind, body }, settings) => {
    if (kind === "RoleAssignment") return checkAssignment(body, settings.deniedRoles, settings.maxScope);
    return kind === "RoleDefinition" ? checkDefinition(body) : checkTrust(body, settings);
  },
});

function checkAssignment(body: Field, deniedRoles: readonly string[], maxScope: string): readonly Finding[] {
  const denied = new Set(deniedRoles.map((role) => role.toLowerCase()));
  const widest = scopeLevels.findIndex((level) => level === maxScope);
  const tooWide = scopeLevels.slice(widest + 1);
  const definition = get(body, "roleDefinitionId");
  const role = roleOf(text(definition) ?? "");
  return [
    ...checkInput(definition, {
      accepts: () => ![role.id, role.name].some((one) => denied.has(one.toLowerCase())),
      problem: `grants ${role.name}`,
      fix: "Grant a role made for the task",
    }),
    ...checkInput(get(body, "scope"), {
      accepts: (value) => typeof value !== "string" || !tooWide.some((level) => level === scopeLevel(value)),
      problem: `wider than ${maxScope}`,
      fix: "Grant the role on what the identity works with",
    }),
    ...checkInput(get(body, "principalType"), {
      accepts: isWritten,
      problem: "names no type",
      absent: "not set, and Azure fails to find identities that are new",
      fix: "Set it, e.g. to ServicePrincipal",
    }),
  ];
}
