import { offsetIn, overlaps, parseCidr } from "../../arm/cidr.ts";
import { badRequest, changeNotAllowed, referenceNotFound } from "../../arm/errors.ts";
import { nameOf, parentOf, sameId } from "../../arm/ids.ts";
import type { Write } from "../../resourceType.ts";
import { at, isOn, isProps, listAt, textAt, textsAt } from "../../values.ts";
import type { Props } from "../../values.ts";
import { profilesOf } from "./inlinePools.ts";

/** AKS's rules for where a cluster is, how it gets out and how it is reached. */
export function requireNetwork(write: Write): void {
  requirePlugin(write.inputs);
  requireRanges(write);
  for (const subnet of subnetsOf(write.inputs)) requireWayOut(write, subnet);
  requireApiServer(write);
}

function bad(message: string, property: string) {
  return badRequest(message, "InvalidParameter", property);
}

function subnetsOf(inputs: Props): readonly string[] {
  return profilesOf(inputs).flatMap((profile) => textAt(profile, "vnetSubnetID") ?? []);
}

function requirePlugin(inputs: Props): void {
  const network = (name: string) => textAt(inputs, `networkProfile.${name}`);
  if (network("networkPluginMode") === "overlay" && network("networkPlugin") !== "azure") {
    throw bad("networkPluginMode overlay needs networkPlugin azure.", "networkProfile.networkPluginMode");
  }
  const policy = network("networkPolicy");
  const cilium = network("networkDataplane") === "cilium";
  if (policy !== undefined && policy !== "none" && (policy === "cilium") !== cilium) {
    throw bad(
      `networkPolicy ${policy} does not go with networkDataplane ${network("networkDataplane") ?? "azure"}.`,
      "networkProfile.networkPolicy",
    );
  }
}

function requireRanges({ inputs, azure }: Write): void {
  const network = (name: string) => textAt(inputs, `networkProfile.${name}`);
  const serviceCidr = network("serviceCidr") ?? "10.0.0.0/16";
  const dns = network("dnsServiceIP");
  if (dns !== undefined && (offsetIn(serviceCidr, dns) ?? 0) < 2) {
    throw bad(
      `The specified DNS service IP ${dns} must be inside the service CIDR ${serviceCidr} and not its first address.`,
      "networkProfile.dnsServiceIP",
    );
  }
  const spaces = subnetsOf(inputs).flatMap((subnet) =>
    textsAt(azure.get(parentOf(subnet) ?? "")?.inputs, "addressSpace.addressPrefixes"),
  );
  const podCidr = network("podCidr");
  const ranges: readonly (readonly [string, string | undefined])[] = [
    ["serviceCidr", serviceCidr],
    ["podCidr", podCidr],
  ];
  for (const [property, range] of ranges) {
    const clash = range === undefined ? undefined : spaces.find((space) => overlaps(space, range));
    if (clash === undefined) continue;
    throw bad(
      `The ${property} ${range ?? ""} overlaps with the virtual network's ${clash}.`,
      `networkProfile.${property}`,
    );
  }
  if (podCidr !== undefined && overlaps(podCidr, serviceCidr)) {
    throw bad(
      `The podCidr ${podCidr} overlaps with the serviceCidr ${serviceCidr}.`,
      "networkProfile.podCidr",
    );
  }
}

/** A subnet of nodes has the way out that the cluster was told of. */
function requireWayOut({ inputs, azure }: Write, id: string): void {
  const type = textAt(inputs, "networkProfile.outboundType");
  const subnet = azure.get(id);
  // A subnet that is missing is another rule's finding.
  if (!subnet) return;
  if (type === "userAssignedNATGateway" && textAt(subnet.inputs, "natGateway.id") === undefined) {
    throw badRequest(
      `OutboundType is set to userAssignedNATGateway, but subnet ${id} has no NAT gateway associated.`,
      "InvalidUserAssignedNATGateway",
      "networkProfile.outboundType",
    );
  }
  if (type !== "userDefinedRouting") return;
  const table = azure.get(textAt(subnet.inputs, "routeTable.id") ?? "");
  const routes = listAt(table?.inputs, "routes").filter(isProps);
  if (routes.some((route) => textAt(route, "addressPrefix") === "0.0.0.0/0")) return;
  throw badRequest(
    `OutboundType is set to userDefinedRouting, but ${table ? `route table ${nameOf(table.id)} has no route for 0.0.0.0/0` : `subnet ${id} has no route table associated`}.`,
    table ? "ExistingRouteTableMissingDefaultRoute" : "ExistingRouteTableNotAssociatedWithSubnet",
    "networkProfile.outboundType",
  );
}

function requireApiServer({ inputs, previous, azure }: Write): void {
  const profile = "apiServerAccessProfile";
  const isIntegrated = isOn(inputs, `${profile}.enableVnetIntegration`);
  const isPrivate = isOn(inputs, `${profile}.enablePrivateCluster`);
  if (isPrivate && textsAt(inputs, `${profile}.authorizedIPRanges`).length > 0) {
    throw bad("A private cluster takes no authorized IP ranges.", `${profile}.authorizedIPRanges`);
  }
  if (isOn(previous?.inputs, `${profile}.enableVnetIntegration`) && !isIntegrated) {
    throw bad("API Server VNet Integration cannot be disabled.", `${profile}.enableVnetIntegration`);
  }
  // Only an integrated API server can gain and lose its public address later on.
  const changes = previous && isOn(previous.inputs, `${profile}.enablePrivateCluster`) !== isPrivate;
  if (changes && !isIntegrated) throw changeNotAllowed(`properties.${profile}.enablePrivateCluster`);
  const id = textAt(inputs, `${profile}.subnetId`);
  const old = textAt(previous?.inputs, `${profile}.subnetId`);
  if (id !== undefined && old !== undefined && !sameId(id, old)) {
    throw changeNotAllowed(`properties.${profile}.subnetId`);
  }
  if (!isIntegrated || id === undefined) return;
  const subnet = azure.get(id);
  if (!subnet) throw referenceNotFound(id, `${profile}.subnetId`);
  const bits = parseCidr(textAt(subnet.inputs, "addressPrefix") ?? "")?.[1] ?? 32;
  if (bits > 28) throw bad(`The API server subnet ${id} must be a /28 or larger.`, `${profile}.subnetId`);
  if (subnetsOf(inputs).some((other) => sameId(other, id))) {
    throw bad(`The API server subnet ${id} must not be a subnet of nodes.`, `${profile}.subnetId`);
  }
  const delegations = listAt(subnet.inputs, "delegations").map((one) => at(one, "serviceName"));
  if (delegations.includes("Microsoft.ContainerService/managedClusters")) return;
  throw bad(
    `The API server subnet ${id} must be delegated to Microsoft.ContainerService/managedClusters.`,
    `${profile}.subnetId`,
  );
}
