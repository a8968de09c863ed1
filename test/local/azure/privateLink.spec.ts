import type { Props } from "../../../local/azure/values.ts";
import { refused, startRig } from "./harness.ts";
import type { Rig } from "./harness.ts";
import { groupId, makeGroup, makeNetwork, subnetId, tokens } from "./landscape.ts";

describe("local Azure: private endpoints and their zones", () => {
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
  const networkId = `${groupId}/providers/Microsoft.Network/virtualNetworks/net`;
  const zoneName = "privatelink.azurecr.io";
  const registry = (sku: string): Props => ({ ...inRg, registryName: `cracme${sku}`, sku: { name: sku } });
  const endpoint = (target: string, group: string): Props => ({
    ...inRg,
    privateEndpointName: "pep",
    subnet: { id: subnetId },
    privateLinkServiceConnections: [{ name: "it", privateLinkServiceId: target, groupIds: [group] }],
  });
  const zone = (location = "global"): Props => ({ ...inRg, privateZoneName: zoneName, location });
  const link = (name: string): Props => ({
    ...inRg,
    privateZoneName: zoneName,
    virtualNetworkLinkName: name,
    location: "global",
    virtualNetwork: { id: networkId },
  });

  it("lead to what is there, is of a tier that has them, and is called by its own word", async () => {
    const missing = `${groupId}/providers/Microsoft.ContainerRegistry/registries/none`;
    await refused(
      rig.azure.up(tokens.endpoint, endpoint(missing, "registry")),
      400,
      "InvalidResourceReference",
      `Resource ${missing} referenced by property 'privateLinkServiceConnections' was not found. Please make sure that the referenced resource exists, and that both resources are in the same region.`,
    );
    const { id: basic } = await rig.azure.up(tokens.registry, registry("Basic"));
    await refused(
      rig.azure.up(tokens.endpoint, endpoint(basic, "registry")),
      400,
      "PrivateEndpointFeatureNotSupportedForSku",
      "Private endpoint pep: cracmeBasic is of the tier Basic, and only Premium has private endpoints.",
    );
    const { id: premium } = await rig.azure.up(tokens.registry, registry("Premium"));
    await refused(
      rig.azure.up(tokens.endpoint, endpoint(premium, "vault")),
      400,
      "PrivateEndpointInvalidGroupId",
      "Private endpoint pep: 'vault' is no group id of cracmePremium; it has registry.",
    );
    const made = await rig.azure.up(tokens.endpoint, endpoint(premium, "registry"));
    await refused(
      rig.azure.delete(tokens.subnet, subnetId),
      400,
      "InUseSubnetCannotBeDeleted",
      `Subnet nodes is in use by ${made.id} and cannot be deleted. In order to delete the subnet, delete all the resources within the subnet. See aka.ms/deletesubnet.`,
    );
  });

  it("belong to no region, and to a network once", async () => {
    await refused(
      rig.azure.up(tokens.zone, zone("westeurope")),
      400,
      "LocationNotAvailableForResourceType",
      "The provided location 'westeurope' is not available for resource type 'Microsoft.Network/privateDnsZones'. List of available regions for the resource type is 'global'.",
    );
    const { id } = await rig.azure.up(tokens.zone, zone());
    await rig.azure.up(tokens.zoneLink, link("one"));
    await refused(
      rig.azure.up(tokens.zoneLink, link("two")),
      400,
      "BadRequest",
      `A virtual network cannot be linked to multiple zones with overlapping namespaces. You tried to link virtual network with '${zoneName}' and '${zoneName}' zones.`,
    );
    await refused(
      rig.azure.delete(tokens.zone, id),
      409,
      "CannotDeleteResource",
      `Can not delete resource before nested resources are deleted: private zone ${zoneName} has the link one.`,
    );
  });

  it("are kept in a zone that is there", async () => {
    const { id } = await rig.azure.up(tokens.registry, registry("Premium"));
    await rig.azure.up(tokens.endpoint, endpoint(id, "registry"));
    const zoneId = `${groupId}/providers/Microsoft.Network/privateDnsZones/${zoneName}`;
    const group = {
      ...inRg,
      privateEndpointName: "pep",
      privateDnsZoneGroupName: "default",
      privateDnsZoneConfigs: [{ name: "registry", privateDnsZoneId: zoneId }],
    };
    await refused(
      rig.azure.up(tokens.zoneGroup, group),
      400,
      "InvalidResourceReference",
      `Resource ${zoneId} referenced by property 'privateDnsZoneConfigs' was not found. Please make sure that the referenced resource exists, and that both resources are in the same region.`,
    );
    await rig.azure.up(tokens.zone, zone());
    await rig.azure.up(tokens.zoneGroup, group);
  });
});
