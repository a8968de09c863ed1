import assert from "node:assert/strict";
import { netSubnetNsgPrivate as rule } from "../../../policy/rules/azure/subnet-nsg-private.ts";
import { breaks, leavesAlone } from "../support/azureData.ts";
import { change, unknownText, type Body } from "../support/objects.ts";
import { broken, open, runAzure, silent } from "../support/run.ts";

const common: Body = { networkSecurityGroup: { id: "/nsg" }, defaultOutboundAccess: false };
const subnet: Body = { ...common, subnetName: "nodes" };
const group = "networkSecurityGroup.id";
const outbound = "defaultOutboundAccess";
const give = "Give the subnet a network security group.";
const route = "Set it to false and give the subnet a NAT gateway, a load balancer or a route out.";
const byDefault = `not set, and older versions of Azure's API let machines out to the internet by default. ${route}`;
const later = "known only after the update";

describe("net-subnet-nsg-private", () => {
  breaks(rule, "network:Subnet", subnet, [
    [{}],
    [{ networkSecurityGroup: undefined }, `${group} (subnet nodes): not set. ${give}`],
    [{ networkSecurityGroup: {} }, `${group} (subnet nodes): not set. ${give}`],
    [{ [group]: "" }, `${group} (subnet nodes): names no security group. ${give}`],
    [{ [outbound]: undefined }, `${outbound} (subnet nodes): ${byDefault}`],
    [
      { [outbound]: true },
      `${outbound} (subnet nodes): machines reach the internet from addresses of Azure's. ${route}`,
    ],
    [{ [outbound]: undefined, delegations: [{ serviceName: "Microsoft.App/environments" }] }],
    [{ [outbound]: undefined, delegations: [] }, `${outbound} (subnet nodes): ${byDefault}`],
    [{ subnetName: undefined, [outbound]: undefined }, `${outbound}: ${byDefault}`],
  ]);

  for (const name of ["GatewaySubnet", "azurefirewallsubnet", "RouteServerSubnet"])
    it(`leaves ${name} to Azure`, () => {
      assert.deepEqual(runAzure(rule, "network:Subnet", { subnetName: name }), silent);
    });

  it("takes the names of exempt subnets from the configuration", () => {
    const config = { exempt: ["legacy"] };
    assert.deepEqual(runAzure(rule, "network:Subnet", { subnetName: "legacy" }, config), silent);
    assert.equal(
      runAzure(rule, "network:Subnet", { subnetName: "GatewaySubnet" }, config).violations.length,
      2,
    );
  });

  it("looks at the subnets inside a network", () => {
    const subnets = [
      { ...common, name: "nodes" },
      { name: "bare", [outbound]: false },
      { name: "GatewaySubnet" },
    ];
    assert.deepEqual(
      runAzure(rule, "network:VirtualNetwork", { subnets }),
      broken(`subnets[1].${group} (subnet bare): not set. ${give}`),
    );
    assert.deepEqual(runAzure(rule, "network:VirtualNetwork", {}), silent);
    assert.deepEqual(runAzure(rule, "network:VirtualNetwork", { subnets: {} }), silent);
  });

  it("leaves open what is unknown", () => {
    const check = (changes: Body) => runAzure(rule, "network:Subnet", change(subnet, changes));
    assert.deepEqual(check({ [group]: unknownText }), open(`${group}: ${later}`));
    assert.deepEqual(check({ networkSecurityGroup: unknownText }), open(`networkSecurityGroup: ${later}`));
    assert.deepEqual(check({ subnetName: unknownText }), silent);
    assert.deepEqual(check({ subnetName: unknownText, [group]: undefined }), open(`subnetName: ${later}`));
    assert.deepEqual(
      check({ delegations: unknownText, [outbound]: undefined }),
      open(`delegations: ${later}`),
    );
    assert.deepEqual(
      runAzure(rule, "network:VirtualNetwork", {
        subnets: [unknownText, { name: "bare", [outbound]: false }],
      }),
      {
        violations: [`subnets[1].${group} (subnet bare): not set. ${give}`],
        undecided: [`subnets[0]: ${later}`],
      },
    );
  });

  leavesAlone(rule, "network:NatGateway");
});
