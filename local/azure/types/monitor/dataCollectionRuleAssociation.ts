import { badRequest, resourceNotFound } from "../../arm/errors.ts";
import { groupOf, guidOf, nameOf } from "../../arm/ids.ts";
import type { ResourceType } from "../../resourceType.ts";
import { isOn, textAt } from "../../values.ts";
import { requireReference } from "../references.ts";

export const dataCollectionRuleAssociation: ResourceType = {
  module: "monitor",
  name: "DataCollectionRuleAssociation",
  armType: "Microsoft.Insights/dataCollectionRuleAssociations",
  id: "/{resourceUri}/providers/Microsoft.Insights/dataCollectionRuleAssociations/{associationName}",
  naming: {
    property: "associationName",
    auto: "copy",
    min: 1,
    max: 64,
    pattern: /^[A-Za-z0-9._-]+$/,
    rule: "letters, digits, periods, underscores and hyphens",
  },
  admit(write) {
    const uri = textAt(write.inputs, "resourceUri") ?? "";
    const cluster = write.azure.get(uri);
    if (!cluster)
      throw resourceNotFound("Microsoft.ContainerService/managedClusters", nameOf(uri), groupOf(uri) ?? "");
    requireReference(write, "dataCollectionRuleId");
    if (isOn(cluster.inputs, "azureMonitorProfile.metrics.enabled")) return;
    throw badRequest(
      `Nothing collects metrics in ${nameOf(uri)}: set azureMonitorProfile.metrics.enabled on the cluster first.`,
      "InvalidPayload",
    );
  },
  outputs: ({ id }) => ({ provisioningState: "Succeeded", etag: guidOf(id, "etag") }),
};
