import { equal, match, notEqual } from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { client } from "../../../local/azure/arm/ids.ts";
import { textAt } from "../../../local/azure/values.ts";
import type { Props } from "../../../local/azure/values.ts";
import { refused, startRig } from "./harness.ts";
import type { Rig } from "./harness.ts";
import { groupId, makeGroup, makeIdentity, roleId, subscription, tokens } from "./landscape.ts";

const reader = roleId("acdd72a7-3385-48ef-bd42-f606fba81ae7");

describe("local Azure: identities", () => {
  let rig: Rig;
  let principalId: string;
  let identity: string;
  beforeEach(async () => {
    rig = await startRig();
    await makeGroup(rig.azure);
    const made = await makeIdentity(rig.azure);
    identity = made.id;
    principalId = textAt(made.outputs, "principalId") ?? "";
  });
  afterEach(() => {
    rig.stop();
  });

  const credential = (name: string, subject = name): Props => ({
    resourceGroupName: "rg",
    resourceName: "app",
    federatedIdentityCredentialResourceName: name,
    issuer: "https://issuer.example/",
    subject: `system:serviceaccount:ns:${subject}`,
    audiences: ["api://AzureADTokenExchange"],
  });

  describe("federated credentials", () => {
    it("bears one write at a time on one identity", async () => {
      const results = await Promise.allSettled([
        rig.azure.up(tokens.credential, credential("one")),
        rig.azure.up(tokens.credential, credential("two")),
      ]);
      equal(results.filter(({ status }) => status === "fulfilled").length, 1);
      const failed = results.find((result) => result.status === "rejected");
      await refused(
        Promise.reject(failed?.reason as Error),
        409,
        "ConcurrentFederatedIdentityCredentialsWritesForSingleManagedIdentity",
        `Too many Federated Identity Credentials are written concurrently for the managed identity '${identity}'. Concurrent Federated Identity Credentials writes under the same managed identity are not supported.`,
      );
    });

    it("bears parallel writes on two identities", async () => {
      await makeIdentity(rig.azure, "other");
      await Promise.all([
        rig.azure.up(tokens.credential, credential("one")),
        rig.azure.up(tokens.credential, { ...credential("one"), resourceName: "other" }),
      ]);
    });

    it("are no more than twenty", async function () {
      this.timeout(10_000);
      const template = (await rig.azure.up(tokens.credential, credential("c01"))).id;
      const stored = rig.store.get(template);
      if (!stored) throw new Error("not stored");
      for (let index = 2; index <= 20; index++) {
        const name = `c${String(index).padStart(2, "0")}`;
        rig.store.put({ ...stored, id: template.replace("c01", name), inputs: credential(name) });
      }
      await refused(
        rig.azure.up(tokens.credential, credential("c21")),
        400,
        "FederatedIdentityCredentialsLimitExceeded",
        `The managed identity '${identity}' already has 20 federated identity credentials, which is the most it can have.`,
      );
    });

    it("have one issuer and subject each, and one audience", async () => {
      await rig.azure.up(tokens.credential, credential("one"));
      await refused(
        rig.azure.up(tokens.credential, credential("two", "one")),
        409,
        "Conflict",
        "Issuer and subject combination already exists for this Managed Identity.",
      );
      const { failures } = await rig.azure.check(tokens.credential, { ...credential("two"), audiences: [] });
      equal(failures[0], "'audiences' must have exactly one entry, got 0");
    });

    it("go with their identity", async () => {
      const { id } = await rig.azure.up(tokens.credential, credential("one"));
      await rig.azure.delete(tokens.identity, identity);
      equal(rig.store.get(id), undefined);
    });
  });

  describe("role assignments", () => {
    const grant = (over: Props = {}): Props => ({
      scope: groupId,
      principalId,
      principalType: "ServicePrincipal",
      roleDefinitionId: reader,
      ...over,
    });

    it("are made under their scope with a GUID for a name", async () => {
      const { id } = await rig.azure.up(tokens.role, grant());
      match(id, new RegExp(`^${groupId}/providers/Microsoft.Authorization/roleAssignments/[0-9a-f-]{36}$`));
      await rig.azure.up(tokens.role, grant({ scope: subscription }));
      await rig.azure.up(tokens.role, grant({ scope: identity }));
      await rig.azure.up(tokens.role, grant({ principalId: randomUUID(), principalType: "Group" }), "group");
    });

    it("exist once", async () => {
      const { id } = await rig.azure.up(tokens.role, grant());
      const again = rig.azure.up(tokens.role, grant({ roleAssignmentName: randomUUID() }));
      await refused(again, 409, "RoleAssignmentExists", "The role assignment already exists.");
      notEqual(rig.store.get(id), undefined);
    });

    it("are refused for principals that do not exist or are something else", async () => {
      const stranger = "12345678-1234-4234-8234-123456789012";
      await refused(
        rig.azure.up(tokens.role, grant({ principalId: stranger })),
        400,
        "PrincipalNotFound",
        `Principal ${stranger.replaceAll("-", "")} does not exist in the directory ${client.tenantId}. Check that you have the correct principal ID. If you are creating this principal and then immediately assigning a role, this error might be related to a replication delay. In this case, set the role assignment principalType property to a value, such as ServicePrincipal, User, or Group. See https://aka.ms/docs-principaltype`,
      );
      await refused(
        rig.azure.up(tokens.role, grant({ principalType: "User" })),
        400,
        "UnmatchedPrincipalType",
        `The PrincipalId '${principalId.replaceAll("-", "")}' has type 'ServicePrincipal' , which is different from specified PrinciaplType 'User'.`,
      );
    });

    it("need a scope that exists; what is inside a resource is taken as given", async () => {
      const vault = `${groupId}/providers/Microsoft.KeyVault/vaults/kv-acme`;
      await refused(
        rig.azure.up(tokens.role, grant({ scope: `${vault}/secrets/a` })),
        404,
        "ResourceNotFound",
        "The Resource 'Microsoft.KeyVault/vaults/kv-acme' under resource group 'rg' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix",
      );
      await refused(
        rig.azure.up(tokens.role, grant({ scope: `${subscription}/resourceGroups/none` })),
        404,
        "ResourceGroupNotFound",
        "Resource group 'none' could not be found.",
      );
      await rig.azure.up(tokens.role, grant({ scope: `${identity}/federatedIdentityCredentials/x` }));
    });

    it("want GUIDs", async () => {
      const { failures } = await rig.azure.check(
        tokens.role,
        grant({ principalId: "me", roleDefinitionId: "Reader" }),
      );
      equal(failures.length, 2);
      match(failures[1] ?? "", /'roleDefinitionId' must end in/);
    });
  });
});
