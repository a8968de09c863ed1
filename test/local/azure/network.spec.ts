import { equal } from "node:assert/strict";
import { refused, startRig } from "./harness.ts";
import type { Rig } from "./harness.ts";
import { cluster, groupId, makeGroup, makeNetwork, subnetId, systemPool, tokens } from "./landscape.ts";

describe("local Azure: network rules", () => {
  let rig: Rig;
  beforeEach(async () => {
    rig = await startRig();
    await makeGroup(rig.azure);
    await makeNetwork(rig.azure);
  });
  afterEach(() => {
    rig.stop();
  });

  const inNet = { resourceGroupName: "rg", virtualNetworkName: "net" };
  const netId = `${groupId}/providers/Microsoft.Network/virtualNetworks/net`;

  it("keeps subnets inside the network and apart", async () => {
    await refused(
      rig.azure.up(tokens.subnet, { ...inNet, subnetName: "far", addressPrefix: "10.9.0.0/24" }),
      400,
      "NetcfgInvalidSubnet",
      "Subnet 'far' is not valid in virtual network 'net'.",
    );
    await refused(
      rig.azure.up(tokens.subnet, { ...inNet, subnetName: "twin", addressPrefix: "10.1.8.0/24" }),
      400,
      "NetcfgSubnetRangesOverlap",
      "Subnet 'twin' is not valid because its IP address range overlaps with that of an existing subnet in virtual network 'net'.",
    );
    await refused(
      rig.azure.up(tokens.subnet, { ...inNet, subnetName: "odd", addressPrefix: "10.1.300.0/24" }),
      400,
      "InvalidAddressPrefixFormat",
      "Address prefix 10.1.300.0/24 of resource odd is not formatted correctly. It should follow CIDR notation, for example 10.0.0.0/24.",
    );
  });

  it("neither deletes nor moves a subnet that has nodes in it", async () => {
    await rig.azure.up(
      tokens.cluster,
      cluster({ agentPoolProfiles: [{ ...systemPool, vnetSubnetID: subnetId }] }),
    );
    const user = `${groupId}/providers/Microsoft.ContainerService/managedClusters/aks/agentPools/system`;
    const message = `Subnet nodes is in use by ${user} and cannot be deleted. In order to delete the subnet, delete all the resources within the subnet. See aka.ms/deletesubnet.`;
    await refused(rig.azure.delete(tokens.subnet, subnetId), 400, "InUseSubnetCannotBeDeleted", message);
    await refused(rig.azure.delete(tokens.network, netId), 400, "InUseSubnetCannotBeDeleted", message);
    await refused(
      rig.azure.update(
        tokens.subnet,
        subnetId,
        {},
        { ...inNet, subnetName: "nodes", addressPrefix: "10.1.32.0/20" },
      ),
      400,
      "InUseSubnetCannotBeUpdated",
      "Subnet nodes is in use and cannot be updated.",
    );
  });

  it("moves and deletes a free subnet, and deletes subnets with their network", async () => {
    const moved = { ...inNet, subnetName: "nodes", addressPrefix: "10.1.32.0/20" };
    const outputs = await rig.azure.update(tokens.subnet, subnetId, {}, moved);
    equal(outputs["addressPrefix"], "10.1.32.0/20");
    await rig.azure.delete(tokens.network, netId);
    equal(rig.store.get(subnetId), undefined);
  });

  it("knows when a security group is in use, and when its rules clash", async () => {
    const group = { resourceGroupName: "rg", networkSecurityGroupName: "nsg" };
    const rule = { access: "Allow", direction: "Inbound", priority: 100, protocol: "*" };
    await refused(
      rig.azure.up(tokens.nsg, {
        ...group,
        securityRules: [
          { ...rule, name: "a" },
          { ...rule, name: "b" },
        ],
      }),
      400,
      "SecurityRuleConflict",
      "Security rule b conflicts with rule a. Rules cannot have the same Priority and Direction.",
    );
    const { id } = await rig.azure.up(tokens.nsg, group);
    const user = {
      ...inNet,
      subnetName: "guarded",
      addressPrefix: "10.1.16.0/24",
      networkSecurityGroup: { id },
    };
    const subnet = await rig.azure.up(tokens.subnet, user);
    await refused(
      rig.azure.delete(tokens.nsg, id),
      400,
      "InUseNetworkSecurityGroupCannotBeDeleted",
      `Network security group nsg cannot be deleted because it is in use by the following resources: ${subnet.id}.`,
    );
  });
});
