import assert from "node:assert/strict";
import { azureIdentityLeastPrivilege as rule } from "../../../policy/rules/azure/identity-least-privilege.ts";
import { breaks, leavesAlone } from "../support/azureData.ts";
import { change, unknownText, type Body } from "../support/objects.ts";
import { broken, open, runAzure, silent } from "../support/run.ts";

const guid = "11111111-2222-3333-4444-555555555555";
const subscription = `/subscriptions/${guid}`;
const group = `${subscription}/resourceGroups/shop`;
const roleId = (id: string) => `${subscription}/providers/Microsoft.Authorization/roleDefinitions/${id}`;
const assignment: Body = {
  roleDefinitionId: roleId("7f951dda-4ed3-4680-a7ca-43fe172d538d"),
  scope: `${group}/providers/Microsoft.ContainerRegistry/registries/shop`,
  principalType: "ServicePrincipal",
};
const trust: Body = {
  issuer: `https://westeurope.oic.prod-aks.azure.com/${guid}/${guid}/`,
  subject: "system:serviceaccount:shop:web",
  audiences: ["api://AzureADTokenExchange"],
};
const wide = "scope: wider than resourceGroup. Grant the role on what the identity works with.";
const role = (name: string) => `roleDefinitionId: grants ${name}. Grant a role made for the task.`;
const type = "Set it, e.g. to ServicePrincipal.";
const action = (path: string) =>
  `permissions[0].${path}: allows everything, or lets its holder grant rights. List the actions that the task needs.`;
const issuer =
  "issuer: not a trusted issuer. Use the issuer of an AKS cluster, or add it to the rule's issuers.";
const subject =
  "subject: names no service account of its own. Write it like system:serviceaccount:namespace:name.";
const later = "known only after the update";

describe("azure-identity-least-privilege", () => {
  breaks(rule, "authorization:RoleAssignment", assignment, [
    [{}],
    [{ scope: group }],
    [{ scope: `${subscription}/providers/Microsoft.Something/things/one` }],
    [{ scope: subscription }, wide],
    [{ scope: `${subscription}/` }, wide],
    [{ scope: "/" }, wide],
    [{ scope: "/providers/Microsoft.Management/managementGroups/root" }, wide],
    [{ roleDefinitionId: roleId("8e3af657-a8ff-443c-a75c-2fe8c4bcb635") }, role("Owner")],
    [{ roleDefinitionId: roleId("B24988AC-6180-42A0-AB88-20F7382DD24C") }, role("Contributor")],
    [{ roleDefinitionId: roleId("18d7d88d-d35e-4fb5-a5c3-7773c20a72d9") }, role("User Access Administrator")],
    [
      { roleDefinitionId: roleId("f58310d9-a9f6-439a-9e8d-f62e7b41a168") },
      role("Role Based Access Control Administrator"),
    ],
    [
      { principalType: undefined },
      `principalType: not set, and Azure fails to find identities that are new. ${type}`,
    ],
    [{ principalType: "" }, `principalType: names no type. ${type}`],
  ]);
  breaks(
    rule,
    "authorization:RoleAssignment",
    assignment,
    [
      [{ scope: subscription }],
      [{ scope: "/" }, wide.replace("resourceGroup", "subscription")],
      [{ roleDefinitionId: roleId("8e3af657-a8ff-443c-a75c-2fe8c4bcb635") }],
      [{ roleDefinitionId: roleId(guid) }, role(guid)],
    ],
    { maxScope: "subscription", deniedRoles: [guid] },
  );

  breaks(rule, "authorization:RoleDefinition", { permissions: [{}] }, [
    [{}],
    [{ permissions: undefined }],
    [{ "permissions.0": { actions: ["*/read", "Microsoft.Storage/*"], dataActions: [] } }],
    [{ "permissions.0": { notActions: ["*"], notDataActions: ["*"] } }],
    ...[
      "*",
      "*/write",
      "Microsoft.Authorization/*",
      "microsoft.authorization/roleAssignments/write",
      "Microsoft.Authorization/roleDefinitions/*",
      "Microsoft.Authorization/elevateAccess/Action",
    ].map((name) => [{ "permissions.0": { actions: ["a/read", name] } }, action("actions[1]")] as const),
    [{ "permissions.0": { dataActions: ["*"] } }, action("dataActions[0]")],
  ]);

  breaks(rule, "managedidentity:FederatedIdentityCredential", trust, [
    [{}],
    [{ issuer: `https://oidc.prod-aks.azure.com/${guid}/` }],
    [{ issuer: "https://token.actions.githubusercontent.com" }, issuer],
    [{ issuer: `https://evil.example.com/westeurope.oic.prod-aks.azure.com/${guid}/${guid}/` }, issuer],
    [{ subject: "system:serviceaccount:shop:default" }, subject],
    [{ subject: "system:serviceaccount:shop:*" }, subject],
    [{ subject: "repo:shop/web:pull_request" }, subject],
    [
      { audiences: ["api://AzureADTokenExchange", "any"] },
      "audiences[1]: not a trusted audience. Set it to api://AzureADTokenExchange.",
    ],
    [{ audiences: [] }, "audiences: empty. Set it to api://AzureADTokenExchange."],
  ]);
  breaks(
    rule,
    "managedidentity:FederatedIdentityCredential",
    trust,
    [
      [
        {
          issuer: "https://token.actions.githubusercontent.com",
          subject: "repo:shop/web:environment:prod",
          audiences: ["shop"],
        },
      ],
    ],
    {
      issuers: [String.raw`^https://token\.actions\.githubusercontent\.com$`],
      subjects: ["^repo:shop/web:environment:"],
      audiences: ["shop"],
    },
  );

  it("refuses a credential that says nothing", () => {
    assert.deepEqual(
      runAzure(rule, "managedidentity:FederatedIdentityCredential", {}),
      broken(
        "issuer: not set. Use the issuer of an AKS cluster, or add it to the rule's issuers.",
        "subject: not set. Write it like system:serviceaccount:namespace:name.",
        "audiences: not set. Set it to api://AzureADTokenExchange.",
      ),
    );
  });

  it("knows a denied role by its id, and none by the names of JavaScript", () => {
    const owner = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";
    const check = (id: string) =>
      runAzure(rule, "authorization:RoleAssignment", change(assignment, { roleDefinitionId: roleId(id) }), {
        deniedRoles: [owner],
      });
    assert.deepEqual(check(owner), broken(role("Owner")));
    assert.deepEqual(check("constructor"), silent);
  });

  it("leaves open what is unknown", () => {
    assert.deepEqual(
      runAzure(
        rule,
        "authorization:RoleAssignment",
        change(assignment, { scope: unknownText, principalType: "" }),
      ),
      { violations: [`principalType: names no type. ${type}`], undecided: [`scope: ${later}`] },
    );
    assert.deepEqual(
      runAzure(rule, "managedidentity:FederatedIdentityCredential", change(trust, { issuer: unknownText })),
      open(`issuer: ${later}`),
    );
    const permissions = [{ actions: unknownText, dataActions: [unknownText] }];
    assert.deepEqual(
      runAzure(rule, "authorization:RoleDefinition", { permissions }),
      open(`permissions[0].actions: ${later}`, `permissions[0].dataActions[0]: ${later}`),
    );
    assert.deepEqual(
      runAzure(rule, "authorization:RoleDefinition", { permissions: unknownText }),
      open(`permissions: ${later}`),
    );
    assert.deepEqual(runAzure(rule, "authorization:RoleDefinition", {}), silent);
  });

  leavesAlone(rule, "managedidentity:UserAssignedIdentity");
});
