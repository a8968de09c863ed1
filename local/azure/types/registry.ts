import { badRequest, conflict } from "../arm/errors.ts";
import type { ResourceType } from "../resourceType.ts";
import { isOn, textAt } from "../values.ts";
import type { Props } from "../values.ts";
import { inGroup } from "./resourceGroup.ts";

const registryType = "Microsoft.ContainerRegistry/registries";

export const registry: ResourceType = {
  module: "containerregistry",
  name: "Registry",
  armType: registryType,
  id: `${inGroup}/providers/Microsoft.ContainerRegistry/registries/{registryName}`,
  naming: {
    property: "registryName",
    auto: "random",
    min: 5,
    max: 50,
    pattern: /^[A-Za-z0-9]+$/,
    rule: "letters and digits only",
  },
  locationRequired: true,
  replaces: ["location"],
  frozen: ["zoneRedundancy"],
  admit({ id, name, inputs, previous, azure }) {
    const taken = azure
      .list(registryType)
      .some((other) => loginServer(other.id) === loginServer(name) && other.id !== id);
    if (!previous && taken) {
      throw conflict(
        "AlreadyInUse",
        `The registry DNS name ${loginServer(name)} is already in use. You can check if the name is already claimed using following API: https://docs.microsoft.com/en-us/rest/api/containerregistry/registries/checknameavailability`,
      );
    }
    const sku = textAt(inputs, "sku.name") ?? "";
    if (sku === "Premium") return;
    const [feature] = premiumFeatures(inputs);
    if (feature !== undefined) {
      throw badRequest(
        `The property '${feature}' is not supported for the SKU ${sku}: it needs the SKU Premium.`,
        "SkuNotSupported",
        feature,
      );
    }
    if (sku === "Basic" && isOn(inputs, "anonymousPullEnabled")) {
      throw badRequest(
        "The property 'anonymousPullEnabled' is not supported for the SKU Basic: it needs the SKU Standard or Premium.",
        "SkuNotSupported",
        "anonymousPullEnabled",
      );
    }
  },
  outputs: ({ name, inputs }) => ({
    loginServer: loginServer(name),
    provisioningState: "Succeeded",
    sku: { tier: textAt(inputs, "sku.name") ?? "" },
    zoneRedundancy: textAt(inputs, "zoneRedundancy") ?? "Disabled",
  }),
};

/** What of the inputs only a Premium registry has. */
function premiumFeatures(inputs: Props): readonly string[] {
  const uses: Readonly<Record<string, boolean>> = {
    networkRuleSet: inputs["networkRuleSet"] !== undefined,
    zoneRedundancy: textAt(inputs, "zoneRedundancy") === "Enabled",
    publicNetworkAccess: textAt(inputs, "publicNetworkAccess") === "Disabled",
    dataEndpointEnabled: isOn(inputs, "dataEndpointEnabled"),
    "encryption.status": textAt(inputs, "encryption.status") === "enabled",
    "policies.retentionPolicy": textAt(inputs, "policies.retentionPolicy.status") === "enabled",
    "policies.trustPolicy": textAt(inputs, "policies.trustPolicy.status") === "enabled",
    "policies.quarantinePolicy": textAt(inputs, "policies.quarantinePolicy.status") === "enabled",
    "policies.exportPolicy": textAt(inputs, "policies.exportPolicy.status") === "disabled",
    "policies.softDeletePolicy": textAt(inputs, "policies.softDeletePolicy.status") === "enabled",
  };
  return Object.keys(uses).filter((feature) => uses[feature]);
}

/** Host of a registry, by its name or id. */
function loginServer(registry: string): string {
  return `${(registry.split("/").at(-1) ?? "").toLowerCase()}.azurecr.io`;
}
