import { overlaps, offsetIn } from "../../arm/cidr.ts";
import { badRequest } from "../../arm/errors.ts";
import { groupId, parentOf, sameId } from "../../arm/ids.ts";
import type { Write } from "../../resourceType.ts";
import { at, isOn, textAt, textsAt } from "../../values.ts";
import type { Props } from "../../values.ts";
import { requireIdentities } from "./identities.ts";
import { profilesOf, requireProfiles } from "./inlinePools.ts";
import { fullVersion, requireUpgrade } from "./versions.ts";

/** AKS's rules for a cluster. */
export function requireCluster(write: Write): void {
  const { inputs, previous } = write;
  const version = fullVersion(textAt(inputs, "kubernetesVersion"));
  const current = textAt(previous?.outputs, "currentKubernetesVersion");
  if (current !== undefined && textAt(inputs, "kubernetesVersion") !== undefined)
    requireUpgrade(current, version);
  if (textAt(inputs, "dnsPrefix") === undefined && textAt(inputs, "fqdnSubdomain") === undefined) {
    throw badRequest("Required parameter dnsPrefix is missing (null).", "InvalidParameter", "dnsPrefix");
  }
  requireAccess(write);
  requireGateway(inputs);
  requireNetwork(write);
  requireIdentities(write);
  requireProfiles(write);
  requireNodeGroup(write);
}

function requireAccess({ inputs, previous }: Write): void {
  if (isOn(inputs, "disableLocalAccounts") && at(inputs, "aadProfile") === undefined) {
    throw badRequest(
      "disableLocalAccounts can be set only on Azure AD integration enabled cluster: set aadProfile.",
    );
  }
  if (
    isOn(inputs, "securityProfile.workloadIdentity.enabled") &&
    !isOn(inputs, "oidcIssuerProfile.enabled")
  ) {
    throw badRequest(
      "Enabling workload identity requires enabling OIDC issuer: set oidcIssuerProfile.enabled.",
    );
  }
  if (
    isOn(previous?.outputs, "oidcIssuerProfile.enabled") &&
    at(inputs, "oidcIssuerProfile.enabled") === false
  ) {
    throw badRequest("OIDC issuer feature cannot be disabled.", "OIDCIssuerFeatureCannotBeDisabled");
  }
  if (textAt(inputs, "supportPlan") === "AKSLongTermSupport" && textAt(inputs, "sku.tier") !== "Premium") {
    throw badRequest(
      "Long term support (supportPlan AKSLongTermSupport) is in the Premium tier only: set sku.tier to Premium.",
    );
  }
}

function requireGateway(inputs: Props): void {
  const istio = textAt(inputs, "ingressProfile.webAppRouting.gatewayAPIImplementations.appRoutingIstio.mode");
  if (istio === "Enabled" && textAt(inputs, "ingressProfile.gatewayAPI.installation") !== "Standard") {
    throw badRequest(
      "App Routing with Istio needs the managed Gateway API: set ingressProfile.gatewayAPI.installation to Standard.",
      "InvalidParameter",
      "ingressProfile.gatewayAPI.installation",
    );
  }
}

function requireNetwork({ inputs, azure }: Write): void {
  const network = (name: string) => textAt(inputs, `networkProfile.${name}`);
  const bad = (message: string, property: string) =>
    badRequest(message, "InvalidParameter", `networkProfile.${property}`);
  if (network("networkPluginMode") === "overlay" && network("networkPlugin") !== "azure") {
    throw bad("networkPluginMode overlay needs networkPlugin azure.", "networkPluginMode");
  }
  const policy = network("networkPolicy");
  const cilium = network("networkDataplane") === "cilium";
  if (policy !== undefined && policy !== "none" && (policy === "cilium") !== cilium) {
    throw bad(
      `networkPolicy ${policy} does not go with networkDataplane ${network("networkDataplane") ?? "azure"}.`,
      "networkPolicy",
    );
  }
  const serviceCidr = network("serviceCidr") ?? "10.0.0.0/16";
  const dns = network("dnsServiceIP");
  if (dns !== undefined && (offsetIn(serviceCidr, dns) ?? 0) < 2) {
    throw bad(
      `The specified DNS service IP ${dns} must be inside the service CIDR ${serviceCidr} and not its first address.`,
      "dnsServiceIP",
    );
  }
  const subnets = profilesOf(inputs).flatMap((profile) => textAt(profile, "vnetSubnetID") ?? []);
  const spaces = subnets.flatMap((subnet) =>
    textsAt(azure.get(parentOf(subnet) ?? "")?.inputs, "addressSpace.addressPrefixes"),
  );
  const ranges: readonly (readonly [string, string | undefined])[] = [
    ["serviceCidr", serviceCidr],
    ["podCidr", network("podCidr")],
  ];
  for (const [property, range] of ranges) {
    const clash = range === undefined ? undefined : spaces.find((space) => overlaps(space, range));
    if (clash !== undefined)
      throw bad(`The ${property} ${range ?? ""} overlaps with the virtual network's ${clash}.`, property);
  }
  const podCidr = network("podCidr");
  if (podCidr !== undefined && overlaps(podCidr, serviceCidr)) {
    throw bad(`The podCidr ${podCidr} overlaps with the serviceCidr ${serviceCidr}.`, "podCidr");
  }
}

/** The group for the nodes is made by AKS; it must not be there before. */
function requireNodeGroup({ id, inputs, previous, azure }: Write): void {
  const group = textAt(inputs, "nodeResourceGroup");
  const existing = group === undefined ? undefined : azure.get(groupId(group));
  if (previous || !existing || sameId(textAt(existing.outputs, "managedBy") ?? "", id)) return;
  throw badRequest(
    `The resource group '${group ?? ""}' given as nodeResourceGroup exists already: AKS makes that group itself.`,
    "InvalidParameter",
    "nodeResourceGroup",
  );
}
