import assert from "node:assert/strict";
import { Network, type NetworkArgs } from "../../../components/cloud/network.ts";
import type { NetworkSettings } from "../../../config/types.ts";
import { azureScope, environment } from "../../support/fixtures.ts";
import { childrenOf, find, record, valueOf, type Recording } from "../../support/runtime.ts";

const subnetType = "azure-native:network:Subnet";
const groupType = "azure-native:network:NetworkSecurityGroup";

/** Every pool in a subnet of its own, and one for the API server. */
const split: NetworkSettings = {
  ...environment.network,
  nodeSubnets: "perPool",
  subnets: {
    system: "10.224.0.0/21",
    service: "10.225.0.0/21",
    worker: "10.226.0.0/21",
    spot: "10.227.0.0/21",
    apiserver: "10.229.0.0/27",
  },
};

function create(settings: Partial<NetworkSettings> = {}, rest: Partial<NetworkArgs> = {}) {
  const merged = { ...environment.network, ...settings };
  return new Network("network", { azure: azureScope(), settings: merged, publicIngress: true, ...rest });
}

interface Rule {
  readonly name: string;
  readonly access: string;
  readonly priority: number;
  readonly sourceAddressPrefix?: string;
  readonly sourceAddressPrefixes?: readonly string[];
  readonly destinationPortRange?: string;
  readonly destinationPortRanges?: readonly string[];
}

function rulesOf(recording: Recording, role: string): readonly Rule[] {
  return find(recording, groupType, `network-${role}-nsg`).inputs["securityRules"] as Rule[];
}

describe("the network", () => {
  it("puts the nodes behind a security group, without a way out of their own", async () => {
    let nodeSubnet = "";
    const recording = await record(async () => {
      nodeSubnet = await valueOf(create().poolSubnetIds.worker);
    });
    assert.deepEqual(childrenOf(recording, find(recording, "aks-platform:cloud:Network")), [
      `${groupType} network-nodes-nsg`,
      `${subnetType} network-nodes`,
      "azure-native:network:VirtualNetwork network-vnet",
    ]);
    const { inputs } = find(recording, subnetType);
    assert.deepEqual(inputs["networkSecurityGroup"], { id: "network-nodes-nsg-id" });
    assert.deepEqual(inputs["serviceEndpoints"], [{ service: "Microsoft.KeyVault" }]);
    assert.equal(inputs["addressPrefix"], "10.232.0.0/19");
    assert.equal(inputs["defaultOutboundAccess"], false);
    assert.equal(
      nodeSubnet,
      "/subscriptions/subscription/resourceGroups/rg-contoso-test/providers/Microsoft.Network" +
        "/virtualNetworks/vnet-contoso-test/subnets/snet-contoso-test_nodes",
    );
  });

  it("lets the internet in for the gateway alone", async () => {
    const rules = async (publicIngress: boolean) =>
      rulesOf(await record(() => create({}, { publicIngress })), "nodes");
    assert.deepEqual(await rules(false), []);
    const [rule, ...others] = await rules(true);
    assert.deepEqual(others, []);
    assert.deepEqual(rule?.destinationPortRanges, ["80", "443"]);
    assert.equal(rule.sourceAddressPrefix, "Internet");
  });

  it("gives each pool a subnet and a security group, one after the other", async () => {
    let ids: Network["poolSubnetIds"] | undefined;
    const recording = await record(() => {
      ids = create(split).poolSubnetIds;
    });
    assert.equal(new Set(Object.values(ids ?? {})).size, 4);
    const subnets = recording.resources.filter(({ type }) => type === subnetType);
    assert.deepEqual(
      subnets.map(({ name, inputs }) => [name, inputs["addressPrefix"]]),
      Object.entries(split.subnets).map(([role, range]) => [`network-${role}`, range]),
    );
    for (const [index, { options, name }] of subnets.entries()) {
      const before =
        index === 0 ? find(recording, "azure-native:network:VirtualNetwork") : subnets[index - 1];
      assert.ok(options.dependsOn.includes(before?.urn ?? ""), name);
    }
  });

  it("hands one subnet to the API server and lets in whom it serves", async () => {
    const recording = await record(() => create(split));
    const { inputs } = find(recording, subnetType, "network-apiserver");
    assert.deepEqual(inputs["delegations"], [
      { name: "aks", serviceName: "Microsoft.ContainerService/managedClusters" },
    ]);
    assert.equal(inputs["serviceEndpoints"], undefined);
    const nodes = ["10.224.0.0/21", "10.225.0.0/21", "10.226.0.0/21", "10.227.0.0/21"];
    const seen = rulesOf(recording, "apiserver").map((rule) => [
      rule.access,
      rule.sourceAddressPrefix ?? rule.sourceAddressPrefixes,
      rule.destinationPortRange ?? rule.destinationPortRanges,
    ]);
    assert.deepEqual(seen, [
      ["Allow", "VirtualNetwork", "443"],
      ["Allow", nodes, "4443"],
      ["Allow", "AzureLoadBalancer", "9988"],
      ["Deny", "*", "*"],
    ]);
  });

  it("keeps private endpoints behind a security group that lets nodes in and nobody else", async () => {
    const subnets = { ...split.subnets, endpoints: "10.228.0.0/24" };
    const recording = await record(() => create({ ...split, subnets, privateEndpoints: true }));
    const { inputs } = find(recording, subnetType, "network-endpoints");
    assert.equal(inputs["privateEndpointNetworkPolicies"], "NetworkSecurityGroupEnabled");
    const [nodes, ...others] = rulesOf(recording, "endpoints");
    assert.equal(nodes?.sourceAddressPrefixes?.length, 4);
    assert.deepEqual(nodes.destinationPortRanges, ["443", "5671"]);
    assert.deepEqual(
      others.map(({ access, sourceAddressPrefix }) => [access, sourceAddressPrefix]),
      [["Deny", "*"]],
    );
    assert.equal(find(recording, subnetType, "network-system").inputs["serviceEndpoints"], undefined);
  });

  it("leads out through a NAT gateway with an address of its own", async () => {
    const recording = await record(() => create({ ...split, egress: { type: "natGateway" } }));
    const gateway = find(recording, "azure-native:network:NatGateway").inputs;
    assert.deepEqual(gateway["publicIpAddresses"], [{ id: "network-egress-address-id" }]);
    const address = find(recording, "azure-native:network:PublicIPAddress").inputs;
    assert.deepEqual(address["sku"], { name: "Standard", tier: "Regional" });
    assert.equal(address["publicIPAllocationMethod"], "Static");
    for (const role of ["system", "service", "worker", "spot"]) {
      const { inputs } = find(recording, subnetType, `network-${role}`);
      assert.deepEqual(inputs["natGateway"], { id: "network-nat-gateway-id" }, role);
    }
    assert.equal(find(recording, subnetType, "network-apiserver").inputs["natGateway"], undefined);
  });

  it("leads out through a firewall, past which no other route leads", async () => {
    const egress = { type: "firewall", address: "10.100.0.4" } as const;
    const recording = await record(() => create({ egress }));
    const { inputs } = find(recording, "azure-native:network:RouteTable");
    assert.equal(inputs["disableBgpRoutePropagation"], true);
    assert.deepEqual(inputs["routes"], [
      {
        name: "firewall",
        addressPrefix: "0.0.0.0/0",
        nextHopType: "VirtualAppliance",
        nextHopIpAddress: "10.100.0.4",
      },
    ]);
    assert.deepEqual(find(recording, subnetType).inputs["routeTable"], { id: "network-routes-id" });
  });
});
