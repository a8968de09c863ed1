import assert from "node:assert/strict";
import { KeyVault } from "../../../components/cloud/keyVault.ts";
import { Registry } from "../../../components/cloud/registry.ts";
import { ServiceBus } from "../../../components/cloud/serviceBus.ts";
import { PrivateEndpoint, type ServiceAccess } from "../../../components/cloud/privateEndpoint.ts";
import type { ServiceBusSettings } from "../../../config/types.ts";
import { azureScope } from "../../support/fixtures.ts";
import { childrenOf, find, record, type Recording } from "../../support/runtime.ts";

const open: ServiceAccess = { ipRanges: [] };
const shut: ServiceAccess = { endpoint: { subnetId: "/endpoints", networkId: "/network" }, ipRanges: [] };
const named: ServiceAccess = { ...shut, ipRanges: ["203.0.113.0/24"] };
const endpointType = "azure-native:network:PrivateEndpoint";

function hasEndpoint({ resources }: Recording): boolean {
  return resources.some(({ type }) => type === endpointType);
}

describe("the key vault", () => {
  const create = (access: ServiceAccess) => {
    const args = { azure: azureScope(), settings: { softDeleteDays: 30 }, access, subnetIds: ["/subnet"] };
    return record(() => new KeyVault("vault", args));
  };
  const doorsOf = (recording: Recording) => {
    const { inputs } = find(recording, "azure-native:keyvault:Vault");
    const { publicNetworkAccess, networkAcls } = inputs["properties"] as Record<string, unknown>;
    return { publicNetworkAccess, ...(networkAcls as object) };
  };

  it("decides by role, recovers what is deleted, and admits the nodes' network alone", async () => {
    const recording = await create(open);
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
    assert.ok(!hasEndpoint(recording));
  });

  it("has no public address once it has a private one, but for ranges that are named", async () => {
    const recording = await create(shut);
    const firewall = { bypass: "AzureServices", defaultAction: "Deny", virtualNetworkRules: [] };
    assert.deepEqual(doorsOf(recording), { publicNetworkAccess: "Disabled", ...firewall, ipRules: [] });
    assert.ok(hasEndpoint(recording));
    const ipRules = [{ value: "203.0.113.0/24" }];
    assert.deepEqual(doorsOf(await create(named)), { publicNetworkAccess: "Enabled", ...firewall, ipRules });
  });
});

describe("a private endpoint", () => {
  it("comes with the zone in which the network's machines look it up", async () => {
    const args = { azure: azureScope(), service: "vault", resourceId: "/vault" } as const;
    const place = { subnetId: "/endpoints", networkId: "/network" };
    const recording = await record(() => new PrivateEndpoint("private", { ...args, ...place }));
    assert.deepEqual(childrenOf(recording, find(recording, "aks-platform:cloud:PrivateEndpoint")), [
      "azure-native:network:PrivateDnsZoneGroup private-dns",
      "azure-native:network:PrivateEndpoint private-endpoint",
      "azure-native:privatedns:PrivateZone private-zone",
      "azure-native:privatedns:VirtualNetworkLink private-zone-link",
    ]);
    const endpoint = find(recording, endpointType).inputs;
    assert.equal((endpoint["subnet"] as { id: string }).id, "/endpoints");
    const [connection] = endpoint["privateLinkServiceConnections"] as Record<string, unknown>[];
    assert.deepEqual(connection, {
      name: "vault",
      privateLinkServiceId: "/vault",
      groupIds: ["vault"],
    });
    const link = find(recording, "azure-native:privatedns:VirtualNetworkLink").inputs;
    assert.equal(link["privateZoneName"], "privatelink.vaultcore.azure.net");
    assert.deepEqual(link["virtualNetwork"], { id: "/network" });
    const group = find(recording, "azure-native:network:PrivateDnsZoneGroup").inputs;
    assert.equal(group["privateEndpointName"], endpoint["privateEndpointName"]);
    assert.deepEqual(group["privateDnsZoneConfigs"], [
      { name: "vault", privateDnsZoneId: "private-zone-id" },
    ]);
  });
});

describe("the registry", () => {
  const create = (access: ServiceAccess, sku: "Standard" | "Premium" = "Premium") => {
    const args = { azure: azureScope(), settings: { sku }, access, pullPrincipalId: "kubelet" };
    return record(() => new Registry("registry", args));
  };
  const inputsOf = (recording: Recording) =>
    find(recording, "azure-native:containerregistry:Registry").inputs;

  it("has no shared credentials; the nodes may pull", async () => {
    const recording = await create(open);
    const inputs = inputsOf(recording);
    assert.equal(inputs["adminUserEnabled"], false);
    assert.equal(inputs["anonymousPullEnabled"], false);
    const pull = find(recording, "azure-native:authorization:RoleAssignment").inputs;
    assert.match(String(pull["roleDefinitionId"]), /7f951dda-4ed3-4680-a7ca-43fe172d538d$/);
    assert.deepEqual([pull["scope"], pull["principalId"]], ["registry-acr-id", "kubelet"]);
  });

  it("is shut to the internet in the Premium tier, and lets nothing be exported past that", async () => {
    const inputs = inputsOf(await create(shut));
    assert.equal(inputs["publicNetworkAccess"], "Disabled");
    assert.deepEqual(inputs["networkRuleSet"], { defaultAction: "Deny", ipRules: [] });
    assert.deepEqual((inputs["policies"] as Record<string, unknown>)["exportPolicy"], { status: "disabled" });
    assert.ok(hasEndpoint(await create(shut)));
  });

  it("lets named ranges in; there Azure takes no ban on exports", async () => {
    const inputs = inputsOf(await create(named));
    assert.equal(inputs["publicNetworkAccess"], "Enabled");
    const ipRules = [{ action: "Allow", iPAddressOrRange: "203.0.113.0/24" }];
    assert.deepEqual(inputs["networkRuleSet"], { defaultAction: "Deny", ipRules });
    assert.equal((inputs["policies"] as Record<string, unknown>)["exportPolicy"], undefined);
  });

  it("has no firewall in the other tiers", async () => {
    const recording = await create(shut, "Standard");
    assert.equal(inputsOf(recording)["networkRuleSet"], undefined);
    assert.ok(!hasEndpoint(recording));
  });
});

describe("the service bus", () => {
  const create = (settings: ServiceBusSettings, access: ServiceAccess) =>
    record(() => new ServiceBus("bus", { azure: azureScope(), settings, access }));
  const inputsOf = (recording: Recording) => find(recording, "azure-native:servicebus:Namespace").inputs;

  it("takes Entra identities only, over TLS", async () => {
    const inputs = inputsOf(await create({ sku: "Premium", capacity: 2 }, open));
    assert.equal(inputs["disableLocalAuth"], true);
    assert.equal(inputs["minimumTlsVersion"], "1.2");
    assert.deepEqual(inputs["sku"], { name: "Premium", tier: "Premium", capacity: 2 });
  });

  it("has a private address and no other in the Premium tier", async () => {
    const premium = await create({ sku: "Premium" }, shut);
    assert.equal(inputsOf(premium)["publicNetworkAccess"], "Disabled");
    assert.ok(hasEndpoint(premium));
    const standard = await create({ sku: "Standard" }, shut);
    assert.equal(inputsOf(standard)["publicNetworkAccess"], "Enabled");
    assert.ok(!hasEndpoint(standard));
  });
});
