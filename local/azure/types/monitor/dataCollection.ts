import { badRequest, referenceNotFound } from "../../arm/errors.ts";
import { guidOf } from "../../arm/ids.ts";
import type { ResourceType, Write } from "../../resourceType.ts";
import { isList, isProps, listAt, propsAt, textAt, textsAt } from "../../values.ts";
import { requireReference } from "../references.ts";
import { inGroup } from "../resourceGroup.ts";

const naming = {
  auto: "random",
  min: 3,
  pattern: /^[A-Za-z0-9][A-Za-z0-9-]*[A-Za-z0-9]$/,
  rule: "letters, digits and hyphens, beginning and ending with a letter or digit",
} as const;

export const dataCollectionEndpoint: ResourceType = {
  module: "monitor",
  name: "DataCollectionEndpoint",
  armType: "Microsoft.Insights/dataCollectionEndpoints",
  id: `${inGroup}/providers/Microsoft.Insights/dataCollectionEndpoints/{dataCollectionEndpointName}`,
  naming: { ...naming, property: "dataCollectionEndpointName", max: 44 },
  locationRequired: true,
  replaces: ["location"],
  outputs: ({ id, name, inputs }) => {
    const location = textAt(inputs, "location") ?? "";
    return {
      immutableId: `dce-${guidOf(id, "immutable").replaceAll("-", "")}`,
      metricsIngestion: { endpoint: `https://${name}.${location}-1.metrics.ingest.monitor.azure.com` },
      provisioningState: "Succeeded",
    };
  },
};

export const dataCollectionRuleType = "Microsoft.Insights/dataCollectionRules";

export const dataCollectionRule: ResourceType = {
  module: "monitor",
  name: "DataCollectionRule",
  armType: dataCollectionRuleType,
  id: `${inGroup}/providers/Microsoft.Insights/dataCollectionRules/{dataCollectionRuleName}`,
  naming: { ...naming, property: "dataCollectionRuleName", max: 64 },
  locationRequired: true,
  replaces: ["location"],
  admit(write) {
    requireReference(write, "dataCollectionEndpointId");
    requireDestinations(write);
    requireFlows(write);
  },
  outputs: ({ id }) => ({
    immutableId: `dcr-${guidOf(id, "immutable").replaceAll("-", "")}`,
    provisioningState: "Succeeded",
  }),
};

function requireDestinations({ inputs, azure }: Write): void {
  for (const key of ["monitoringAccounts.accountResourceId", "logAnalytics.workspaceResourceId"]) {
    const [list = "", property = ""] = key.split(".");
    for (const destination of listAt(inputs, `destinations.${list}`)) {
      const id = textAt(destination, property) ?? "";
      if (!azure.get(id)) throw referenceNotFound(id, `destinations.${list}`);
    }
  }
}

/** Every flow leads somewhere that the rule names. */
function requireFlows({ inputs }: Write): void {
  const named = Object.values(propsAt(inputs, "destinations")).flatMap((destination) =>
    (isList(destination) ? destination : [destination]).flatMap((one) => textAt(one, "name") ?? []),
  );
  for (const flow of listAt(inputs, "dataFlows").filter(isProps)) {
    const lost = textsAt(flow, "destinations").find((name) => !named.includes(name));
    if (lost === undefined) continue;
    throw badRequest(
      `Data collection rule is invalid: the data flow's destination '${lost}' is not declared under 'destinations'.`,
      "InvalidPayload",
      "dataFlows",
    );
  }
}
