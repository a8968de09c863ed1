import { badRequest, conflict } from "../arm/errors.ts";
import { client, nameOf } from "../arm/ids.ts";
import type { ResourceType } from "../resourceType.ts";
import { numberAt, textAt } from "../values.ts";
import type { Props } from "../values.ts";
import { inGroup } from "./resourceGroup.ts";

const namespaceType = "Microsoft.ServiceBus/namespaces";
const premiumUnits: readonly number[] = [1, 2, 4, 8, 16];

export const serviceBusNamespace: ResourceType = {
  module: "servicebus",
  name: "Namespace",
  armType: namespaceType,
  id: `${inGroup}/providers/Microsoft.ServiceBus/namespaces/{namespaceName}`,
  naming: {
    property: "namespaceName",
    auto: "random",
    min: 6,
    max: 50,
    pattern: /^[A-Za-z](?!.*(-sb|-mgmt)$)[A-Za-z0-9-]*[A-Za-z0-9]$/,
    rule: "letters, digits and hyphens, beginning with a letter, ending with a letter or digit and not with -sb or -mgmt",
  },
  locationRequired: true,
  replaces: ["location"],
  admit({ name, inputs, previous, azure }) {
    const taken = azure.list(namespaceType).some(({ id }) => nameOf(id).toLowerCase() === name.toLowerCase());
    if (!previous && taken) {
      throw conflict(
        "NamespaceUnavailable",
        `The specified name '${name}' is not available: Service Bus namespaces are unique in the whole cloud.`,
      );
    }
    const sku = skuOf(inputs);
    if (previous && (skuOf(previous.inputs) === "Premium") !== (sku === "Premium")) {
      throw badRequest(
        `Changing the SKU of namespace '${name}' from ${skuOf(previous.inputs)} to ${sku} is not allowed: a Premium namespace is migrated to, not updated to.`,
        "BadRequest",
        "sku",
      );
    }
    requireTier(sku, inputs);
  },
  outputs: ({ id, name, inputs }) => ({
    serviceBusEndpoint: `https://${name}.servicebus.windows.net:443/`,
    metricId: `${client.subscriptionId}:${nameOf(id)}`,
    provisioningState: "Succeeded",
    status: "Active",
    sku: { name: skuOf(inputs), tier: skuOf(inputs) },
  }),
};

/** Tier of a namespace's inputs. */
export function skuOf(inputs: Props): string {
  return textAt(inputs, "sku.name") ?? "Standard";
}

function requireTier(sku: string, inputs: Props): void {
  const capacity = numberAt(inputs, "sku.capacity");
  const tier = textAt(inputs, "sku.tier");
  if (tier !== undefined && tier !== sku) {
    throw badRequest(
      `The sku tier '${tier}' does not match the sku name '${sku}'.`,
      "BadRequest",
      "sku.tier",
    );
  }
  if (sku !== "Premium" && capacity !== undefined) {
    throw badRequest(
      `Messaging units (sku.capacity) exist in the Premium tier only; this namespace is ${sku}.`,
      "BadRequest",
      "sku.capacity",
    );
  }
  if (capacity !== undefined && !premiumUnits.includes(capacity)) {
    throw badRequest(
      `Messaging units (sku.capacity) must be one of ${premiumUnits.join(", ")}; got ${capacity}.`,
      "BadRequest",
      "sku.capacity",
    );
  }
  if (sku !== "Premium" && (numberAt(inputs, "premiumMessagingPartitions") ?? 0) > 0) {
    throw badRequest(
      `premiumMessagingPartitions exist in the Premium tier only; this namespace is ${sku}.`,
      "BadRequest",
      "premiumMessagingPartitions",
    );
  }
}
