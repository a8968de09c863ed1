import { isOn, textAt } from "../values.ts";
import type { Props } from "../values.ts";

/** Switches of a cluster that bring CRDs into it. */
export const switchNames = ["keda", "secretsStoreCsi", "gatewayApi"] as const;

export type Switch = (typeof switchNames)[number];

/** Whether a switch is on in a cluster's properties. */
export function isSwitchedOn(name: Switch, cluster: Props): boolean {
  switch (name) {
    case "keda":
      return isOn(cluster, "workloadAutoScalerProfile.keda.enabled");
    case "secretsStoreCsi":
      return isOn(cluster, "addonProfiles.azureKeyvaultSecretsProvider.enabled");
    case "gatewayApi":
      return textAt(cluster, "ingressProfile.gatewayAPI.installation") === "Standard";
  }
}

/** Whether the cluster runs Istio as the gateways' implementation. */
export function hasIstioGateways(cluster: Props): boolean {
  const mode = "ingressProfile.webAppRouting.gatewayAPIImplementations.appRoutingIstio.mode";
  return isSwitchedOn("gatewayApi", cluster) && textAt(cluster, mode) === "Enabled";
}
