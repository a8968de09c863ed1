import assert from "node:assert/strict";
import { privateEndpointsComplete as rule } from "../../../policy/rules/stack/private-endpoints-complete.ts";
import { unknownText, type Body } from "../support/objects.ts";
import { azure, idOf, stackOf, type Parts } from "../support/references.ts";
import { broken, open, runStack, silent } from "../support/run.ts";

const base: Parts = {
  vault: azure("keyvault:Vault", { vaultName: "kv", properties: { publicNetworkAccess: "Disabled" } }),
  endpoint: azure("network:PrivateEndpoint", {
    privateEndpointName: "pe-kv",
    privateLinkServiceConnections: [
      { privateLinkServiceId: idOf("Microsoft.KeyVault/vaults/kv"), groupIds: ["vault"] },
    ],
  }),
  group: azure("network:PrivateDnsZoneGroup", { privateEndpointName: "pe-kv" }),
  link: azure("privatedns:VirtualNetworkLink", { privateZoneName: "privatelink.vaultcore.azure.net" }),
};
const unreached =
  "vault: properties.publicNetworkAccess: public access is off, and no private endpoint leads here. Add one.";

function check(changes: Readonly<Record<string, Body | null>> = {}, config?: unknown) {
  return runStack(rule, stackOf(base, changes), config);
}

describe("stack-private-endpoints-complete", () => {
  it("accepts an endpoint with its names, and services that are public", () => {
    assert.deepEqual(check(), silent);
    const open = { vault: { "properties.publicNetworkAccess": "Enabled" } };
    assert.deepEqual(check({ ...open, endpoint: null }), silent);
    assert.deepEqual(check({ vault: { properties: undefined }, endpoint: null }), silent);
  });

  it("misses an endpoint that is gone or leads elsewhere", () => {
    assert.deepEqual(check({ endpoint: null }), broken(unreached));
    const path = "privateLinkServiceConnections.0.privateLinkServiceId";
    assert.deepEqual(
      check({ endpoint: { [path]: idOf("Microsoft.KeyVault/vaults/other") } }),
      broken(unreached),
    );
    const manual = {
      privateLinkServiceConnections: undefined,
      manualPrivateLinkServiceConnections: [{ privateLinkServiceId: idOf("microsoft.keyvault/vaults/kv") }],
    };
    assert.deepEqual(check({ endpoint: manual }), silent);
  });

  it("misses the DNS zone group and the zone's link", () => {
    const ungrouped = broken(
      "endpoint: privateEndpointName: has no DNS zone group, so clients get the public address. Add a PrivateDnsZoneGroup.",
    );
    assert.deepEqual(check({ group: null }), ungrouped);
    assert.deepEqual(check({ group: { privateEndpointName: "other" } }), ungrouped);
    const unlinked = broken(
      "endpoint: privateLinkServiceConnections[0].groupIds[0]: no virtual network is linked to privatelink.vaultcore.azure.net. Add a VirtualNetworkLink to the zone.",
    );
    assert.deepEqual(check({ link: null }), unlinked);
    assert.deepEqual(check({ link: { privateZoneName: "privatelink.azurecr.io" } }), unlinked);
  });

  it("knows networks of a server's own", () => {
    const server = azure("dbforpostgresql:Server", {
      serverName: "pg",
      network: { publicNetworkAccess: "Disabled" },
    });
    const run = (changes: Body) => runStack(rule, stackOf({ server }, { server: changes }));
    assert.equal(run({}).violations.length, 1);
    assert.deepEqual(run({ "network.delegatedSubnetResourceId": "x" }), silent);
  });

  it("takes services from the configuration", () => {
    assert.deepEqual(check({ endpoint: null }, { services: [] }), silent);
  });

  it("leaves open what is unknown", () => {
    const path = "privateLinkServiceConnections.0.privateLinkServiceId";
    assert.deepEqual(
      check({ endpoint: { [path]: unknownText } }),
      open("vault: privateLinkServiceConnections[0].privateLinkServiceId: known only after the update"),
    );
    assert.deepEqual(
      check({ vault: { "properties.publicNetworkAccess": unknownText }, endpoint: null }),
      open("vault: properties.publicNetworkAccess: known only after the update"),
    );
    assert.deepEqual(
      check({ link: { privateZoneName: unknownText } }),
      open("endpoint: privateZoneName: known only after the update"),
    );
  });
});
