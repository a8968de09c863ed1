import assert from "node:assert/strict";
import { KeyVault } from "../../../components/cloud/keyVault.ts";
import { Registry } from "../../../components/cloud/registry.ts";
import { ServiceBus } from "../../../components/cloud/serviceBus.ts";
import { azureScope, environment } from "../../support/fixtures.ts";
import { find, record } from "../../support/runtime.ts";

describe("the key vault", () => {
  it("decides by role, recovers what is deleted, and admits the nodes' network alone", async () => {
    const args = { azure: azureScope(), settings: { softDeleteDays: 30 }, subnetIds: ["/subnet"] };
    const recording = await record(() => new KeyVault("vault", args));
    const { inputs } = find(recording, "azure-native:keyvault:Vault");
    assert.equal(inputs["vaultName"], "kv-contoso-test");
    assert.deepEqual(inputs["properties"], {
      tenantId: "entra-tenant",
      sku: { family: "A", name: "standard" },
      enableRbacAuthorization: true,
      enableSoftDelete: true,
      softDeleteRetentionInDays: 30,
      enablePurgeProtection: true,
      enabledForDeployment: false,
      enabledForDiskEncryption: false,
      enabledForTemplateDeployment: false,
      publicNetworkAccess: "Enabled",
      networkAcls: {
        bypass: "AzureServices",
        defaultAction: "Deny",
        ipRules: [],
        virtualNetworkRules: [{ id: "/subnet" }],
      },
    });
  });
});

describe("the registry", () => {
  it("has no shared credentials; the nodes may pull", async () => {
    const args = { azure: azureScope(), settings: environment.registry, pullPrincipalId: "kubelet" };
    const recording = await record(() => new Registry("registry", args));
    const { inputs } = find(recording, "azure-native:containerregistry:Registry");
    assert.equal(inputs["adminUserEnabled"], false);
    assert.equal(inputs["anonymousPullEnabled"], false);
    const pull = find(recording, "azure-native:authorization:RoleAssignment").inputs;
    assert.match(String(pull["roleDefinitionId"]), /7f951dda-4ed3-4680-a7ca-43fe172d538d$/);
    assert.deepEqual([pull["scope"], pull["principalId"]], ["registry-acr-id", "kubelet"]);
  });
});

describe("the service bus", () => {
  it("takes Entra identities only, over TLS", async () => {
    const args = { azure: azureScope(), settings: { sku: "Premium", capacity: 2 } as const };
    const recording = await record(() => new ServiceBus("bus", args));
    const { inputs } = find(recording, "azure-native:servicebus:Namespace");
    assert.equal(inputs["disableLocalAuth"], true);
    assert.equal(inputs["minimumTlsVersion"], "1.2");
    assert.deepEqual(inputs["sku"], { name: "Premium", tier: "Premium", capacity: 2 });
  });
});
