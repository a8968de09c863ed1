import assert from "node:assert/strict";
import { registryPullWiring as rule } from "../../../policy/rules/stack/registry-pull-wiring.ts";
import { unknownText, type Body } from "../support/objects.ts";
import { azure, idOf, stackOf, type Parts } from "../support/references.ts";
import { broken, open, runStack, silent } from "../support/run.ts";

const roles = "/subscriptions/s1/providers/Microsoft.Authorization/roleDefinitions";
const base: Parts = {
  aks: azure("containerservice:ManagedCluster", {
    resourceName: "aks",
    identityProfile: { kubeletidentity: { objectId: "p1" } },
  }),
  registry: azure("containerregistry:Registry", { registryName: "cr" }),
  pull: azure("authorization:RoleAssignment", {
    roleDefinitionId: `${roles}/7f951dda-4ed3-4680-a7ca-43fe172d538d`,
    scope: idOf("Microsoft.ContainerRegistry/registries/cr"),
    principalId: "P1",
  }),
};
const unwired = broken(
  "registry: registryName: nothing lets cluster aks pull from it. Assign AcrPull to its kubelet identity.",
);

function check(changes: Readonly<Record<string, Body | null>> = {}, config?: unknown) {
  return runStack(rule, stackOf(base, changes), config);
}

describe("stack-registry-pull-wiring", () => {
  it("accepts the role on the registry or above it", () => {
    assert.deepEqual(check(), silent);
    assert.deepEqual(check({ pull: { scope: "/subscriptions/s1/resourceGroups/RG" } }), silent);
    assert.deepEqual(check({ pull: { scope: "/subscriptions/s1" } }), silent);
    assert.deepEqual(check({ aks: null, pull: null }), silent);
  });

  it("refuses another role, scope or identity, and none", () => {
    assert.deepEqual(check({ pull: null }), unwired);
    assert.deepEqual(check({ pull: { roleDefinitionId: `${roles}/other` } }), unwired);
    assert.deepEqual(check({ pull: { principalId: "p2" } }), unwired);
    for (const scope of [
      idOf("Microsoft.ContainerRegistry/registries/other"),
      idOf("Microsoft.KeyVault/vaults/cr"),
      idOf("Microsoft.ContainerRegistry/registries/cr/scopeMaps/cr"),
      "/subscriptions/s1/resourceGroups/other",
    ])
      assert.deepEqual(check({ pull: { scope } }), unwired, scope);
  });

  it("takes roles from the configuration", () => {
    const pull = { roleDefinitionId: `${roles}/own` };
    assert.deepEqual(check({ pull }, { roles: ["own"] }), silent);
  });

  it("leaves open ids that are unknown, or that Azure makes up", () => {
    for (const field of ["roleDefinitionId", "scope", "principalId"])
      assert.deepEqual(
        check({ pull: { [field]: unknownText } }),
        open(`registry: ${field}: known only after the update`),
      );
    assert.deepEqual(
      check({ aks: { identityProfile: undefined } }),
      open("registry: identityProfile.kubeletidentity.objectId: known only after the update"),
    );
  });

  it("judges by what is known when the rest does not fit anyway", () => {
    assert.deepEqual(check({ pull: { scope: unknownText, principalId: "p2" } }), unwired);
  });
});
