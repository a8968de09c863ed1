import { ok } from "node:assert/strict";
import { textAt, type Props } from "../../../local/azure/values.ts";
import { refused, startRig } from "./harness.ts";
import type { Rig } from "./harness.ts";
import { cluster, makeGroup, makeNetwork, subnetId, systemPool, tokens } from "./landscape.ts";

describe("local Azure: ways out of a network, and into the API server", () => {
  let rig: Rig;
  beforeEach(async () => {
    rig = await startRig();
    await makeGroup(rig.azure);
    await makeNetwork(rig.azure);
  });
  afterEach(() => {
    rig.stop();
  });

  const inRg = { resourceGroupName: "rg" };
  const inNet = { ...inRg, virtualNetworkName: "net" };
  const address = (over: Props = {}): Props => ({
    ...inRg,
    publicIpAddressName: "out",
    sku: { name: "Standard" },
    publicIPAllocationMethod: "Static",
    ...over,
  });
  const natOf = (...ids: string[]): Props => ({
    ...inRg,
    natGatewayName: "nat",
    publicIpAddresses: ids.map((id) => ({ id })),
  });
  const routes = (over: Props = {}): Props => ({
    ...inRg,
    routeTableName: "routes",
    routes: [
      {
        name: "out",
        addressPrefix: "0.0.0.0/0",
        nextHopType: "VirtualAppliance",
        nextHopIpAddress: "10.9.0.4",
        ...over,
      },
    ],
  });
  const nodes = (over: Props): Props => ({
    ...inNet,
    subnetName: "nodes",
    addressPrefix: "10.1.0.0/20",
    ...over,
  });
  const clusterIn = (outboundType: string, over: Props = {}): Props =>
    cluster({
      agentPoolProfiles: [{ ...systemPool, vnetSubnetID: subnetId }],
      networkProfile: { outboundType },
      ...over,
    });

  it("gives static addresses of the standard tier to NAT gateways, and keeps what is in use", async () => {
    await refused(
      rig.azure.up(tokens.address, address({ publicIPAllocationMethod: "Dynamic" })),
      400,
      "StandardSkuPublicIPAddressesMustBeStatic",
      "Standard sku publicIp out must have AllocationMethod set to Static.",
    );
    const { id, outputs } = await rig.azure.up(tokens.address, address());
    ok(textAt(outputs, "ipAddress")?.startsWith("203.0.113."));
    const basic = await rig.azure.up(
      tokens.address,
      address({ publicIpAddressName: "old", sku: { name: "Basic" } }),
    );
    await refused(
      rig.azure.up(tokens.nat, natOf(basic.id)),
      400,
      "NatGatewayWithBasicSkuPublicIpNotSupported",
      "NAT gateway nat cannot be deployed with public IP old of sku Basic: it takes Standard ones.",
    );
    const nat = await rig.azure.up(tokens.nat, natOf(id));
    await refused(
      rig.azure.delete(tokens.address, id),
      400,
      "PublicIPAddressCannotBeDeleted",
      `Public IP address ${id} can not be deleted since it is still allocated to resource ${nat.id}. In order to delete the public IP, disassociate/detach the Public IP address from the resource.`,
    );
    await rig.azure.update(tokens.subnet, subnetId, {}, nodes({ natGateway: { id: nat.id } }));
    await refused(
      rig.azure.delete(tokens.nat, nat.id),
      400,
      "InUseNatGatewayCannotBeDeleted",
      `NatGateway nat cannot be deleted because it is in use by the following resources: ${subnetId}.`,
    );
  });

  it("wants a next hop where a route has an appliance, and only there", async () => {
    await refused(
      rig.azure.up(tokens.routes, routes({ nextHopType: "Internet" })),
      400,
      "RouteNextHopIpAddressMismatch",
      "Route out: nextHopIpAddress is for routes of nextHopType VirtualAppliance, and required there.",
    );
  });

  it("makes no cluster whose subnet lacks the way out it was told of", async () => {
    await refused(
      rig.azure.up(tokens.cluster, clusterIn("userAssignedNATGateway")),
      400,
      "InvalidUserAssignedNATGateway",
      `OutboundType is set to userAssignedNATGateway, but subnet ${subnetId} has no NAT gateway associated.`,
    );
    await refused(
      rig.azure.up(tokens.cluster, clusterIn("userDefinedRouting")),
      400,
      "ExistingRouteTableNotAssociatedWithSubnet",
      `OutboundType is set to userDefinedRouting, but subnet ${subnetId} has no route table associated.`,
    );
    const near = await rig.azure.up(tokens.routes, routes({ addressPrefix: "10.9.0.0/16" }));
    await rig.azure.update(tokens.subnet, subnetId, {}, nodes({ routeTable: { id: near.id } }));
    await refused(
      rig.azure.up(tokens.cluster, clusterIn("userDefinedRouting")),
      400,
      "ExistingRouteTableMissingDefaultRoute",
      "OutboundType is set to userDefinedRouting, but route table routes has no route for 0.0.0.0/0.",
    );
    await rig.azure.update(tokens.routes, near.id, {}, routes());
    await rig.azure.up(tokens.cluster, clusterIn("userDefinedRouting"));
  });

  it("puts an API server into a subnet that is its own, and keeps it there", async () => {
    const api = (over: Props = {}): Props => ({
      ...inNet,
      subnetName: "api",
      addressPrefix: "10.1.16.0/28",
      delegations: [{ name: "aks", serviceName: "Microsoft.ContainerService/managedClusters" }],
      ...over,
    });
    const apiId = subnetId.replace(/nodes$/, "api");
    const integrated = (subnet: string, over: Props = {}): Props =>
      clusterIn("loadBalancer", {
        apiServerAccessProfile: { enableVnetIntegration: true, subnetId: subnet, ...over },
      });
    const deny = (subnet: string, message: string) =>
      refused(rig.azure.up(tokens.cluster, integrated(subnet)), 400, "InvalidParameter", message);

    await deny(subnetId, `The API server subnet ${subnetId} must not be a subnet of nodes.`);
    await rig.azure.up(tokens.subnet, api({ addressPrefix: "10.1.16.0/29" }));
    await deny(apiId, `The API server subnet ${apiId} must be a /28 or larger.`);
    await rig.azure.update(tokens.subnet, apiId, {}, api({ delegations: [] }));
    await deny(
      apiId,
      `The API server subnet ${apiId} must be delegated to Microsoft.ContainerService/managedClusters.`,
    );
    await rig.azure.update(tokens.subnet, apiId, {}, api());
    const { id } = await rig.azure.up(tokens.cluster, integrated(apiId));
    await refused(
      rig.azure.update(tokens.cluster, id, {}, clusterIn("loadBalancer")),
      400,
      "InvalidParameter",
      "API Server VNet Integration cannot be disabled.",
    );
    await rig.azure.update(tokens.cluster, id, {}, integrated(apiId, { enablePrivateCluster: true }));
    await refused(
      rig.azure.delete(tokens.subnet, apiId),
      400,
      "InUseSubnetCannotBeDeleted",
      `Subnet api is in use by ${id} and cannot be deleted. In order to delete the subnet, delete all the resources within the subnet. See aka.ms/deletesubnet.`,
    );
  });

  it("changes one subnet of a network at a time", async () => {
    const make = (name: string, third: number) =>
      rig.azure.up(tokens.subnet, { ...inNet, subnetName: name, addressPrefix: `10.1.${third}.0/24` });
    const [one, two] = [make("one", 32), make("two", 33)];
    const network = subnetId.replace(/\/subnets\/nodes$/, "");
    await refused(
      two,
      409,
      "AnotherOperationInProgress",
      `Another operation on this or dependent resource is in progress: '${network}' is being changed.`,
    );
    await one;
  });
});
