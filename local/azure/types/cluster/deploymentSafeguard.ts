import { badRequest, resourceNotFound } from "../../arm/errors.ts";
import { groupOf, nameOf } from "../../arm/ids.ts";
import type { ResourceType } from "../../resourceType.ts";
import { isOn, textAt } from "../../values.ts";

export const deploymentSafeguard: ResourceType = {
  module: "containerservice",
  name: "DeploymentSafeguard",
  armType: "Microsoft.ContainerService/deploymentSafeguards",
  id: "/{resourceUri}/providers/Microsoft.ContainerService/deploymentSafeguards/default",
  naming: {
    property: "resourceUri",
    auto: "copy",
    min: 1,
    max: 2048,
    pattern: /^\/subscriptions\/.+\/managedClusters\/[^/]+$/i,
    rule: "the id of a cluster",
  },
  admit({ inputs, azure }) {
    const id = textAt(inputs, "resourceUri") ?? "";
    const cluster = azure.get(id);
    if (!cluster) {
      throw resourceNotFound("Microsoft.ContainerService/managedClusters", nameOf(id), groupOf(id) ?? "");
    }
    if (isOn(cluster.inputs, "addonProfiles.azurepolicy.enabled")) return;
    throw badRequest(
      "Deployment safeguards need the Azure Policy add-on: enable addonProfiles.azurepolicy on the cluster.",
      "InvalidParameter",
    );
  },
  outputs: () => ({ provisioningState: "Succeeded" }),
};
