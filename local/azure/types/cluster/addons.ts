import { isOn, isProps, propsAt, textAt } from "../../values.ts";
import type { Json, Props } from "../../values.ts";
import { principalOf } from "../userAssignedIdentity.ts";
import { identityInNodeGroup } from "./identities.ts";

/** Add-ons for which AKS makes an identity in the node resource group, by that identity's first name. */
const withIdentity: Readonly<Record<string, string>> = {
  azureKeyvaultSecretsProvider: "azurekeyvaultsecretsprovider",
  azurepolicy: "azurepolicy",
  omsagent: "omsagent",
};

/** Names of the identities that AKS makes for a cluster's add-ons. */
export function addonIdentities(cluster: string, inputs: Props): readonly string[] {
  const addons = Object.keys(propsAt(inputs, "addonProfiles")).flatMap((addon) => {
    const first = withIdentity[addon];
    return first !== undefined && isOn(inputs, `addonProfiles.${addon}.enabled`)
      ? [`${first}-${cluster}`]
      : [];
  });
  return isOn(inputs, "ingressProfile.webAppRouting.enabled")
    ? [...addons, `webapprouting-${cluster}`]
    : addons;
}

/** `addonProfiles` as AKS reports them. */
export function reportedAddons(cluster: string, inputs: Props, nodeGroup: string): Props {
  const entries = Object.entries(propsAt(inputs, "addonProfiles")).map(([addon, profile]): [string, Json] => {
    const first = withIdentity[addon];
    const identity = first !== undefined && isOn(profile, "enabled");
    if (!identity || !isProps(profile)) return [addon, profile];
    return [addon, { ...profile, identity: reportedIdentityOf(nodeGroup, `${first}-${cluster}`) }];
  });
  return Object.fromEntries(entries);
}

/** An identity that AKS made, the way AKS points at it. */
export function reportedIdentityOf(nodeGroup: string, name: string): Props {
  const resourceId = identityInNodeGroup(nodeGroup, name);
  const { clientId, principalId } = principalOf(resourceId);
  return { resourceId, clientId: clientId ?? "", objectId: principalId ?? "" };
}

/** The kubelets' identity: the given one, or the one AKS makes. */
export function reportedKubelet(cluster: string, inputs: Props, nodeGroup: string): Props {
  const given = textAt(inputs, "identityProfile.kubeletidentity.resourceId");
  if (given === undefined) return reportedIdentityOf(nodeGroup, `${cluster}-agentpool`);
  const { clientId, principalId } = principalOf(given);
  return { resourceId: given, clientId: clientId ?? "", objectId: principalId ?? "" };
}
