import { badRequest } from "../../arm/errors.ts";
import { groupId, sameId } from "../../arm/ids.ts";
import type { Write } from "../../resourceType.ts";
import { at, isOn, textAt } from "../../values.ts";
import type { Props } from "../../values.ts";
import { requireIdentities } from "./identities.ts";
import { requireProfiles } from "./inlinePools.ts";
import { requireNetwork } from "./network.ts";
import { fullVersion, requireSupportPlan, requireUpgrade } from "./versions.ts";

/** AKS's rules for a cluster. */
export function requireCluster(write: Write): void {
  const { inputs, previous } = write;
  const version = fullVersion(textAt(inputs, "kubernetesVersion"));
  requireSupportPlan(version, textAt(inputs, "supportPlan"));
  const current = textAt(previous?.outputs, "currentKubernetesVersion");
  if (current !== undefined && textAt(inputs, "kubernetesVersion") !== undefined)
    requireUpgrade(current, version);
  if (textAt(inputs, "dnsPrefix") === undefined && textAt(inputs, "fqdnSubdomain") === undefined) {
    throw badRequest("Required parameter dnsPrefix is missing (null).", "InvalidParameter", "dnsPrefix");
  }
  requireAccess(write);
  requireGateway(inputs);
  requireTier(inputs);
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

function requireTier(inputs: Props): void {
  const isFree = (textAt(inputs, "sku.tier") ?? "Free") === "Free";
  if (!isFree || !isOn(inputs, "metricsProfile.costAnalysis.enabled")) return;
  throw badRequest(
    "Cost analysis is in the Standard and Premium tiers only: set sku.tier, or disable metricsProfile.costAnalysis.",
    "InvalidParameter",
    "metricsProfile.costAnalysis",
  );
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
