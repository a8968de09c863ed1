import { badRequest } from "../arm/errors.ts";
import { parentOf } from "../arm/ids.ts";
import type { ResourceType } from "../resourceType.ts";
import { isOn, numberAt, textAt } from "../values.ts";
import type { Props } from "../values.ts";
import { inGroup } from "./resourceGroup.ts";
import { skuOf } from "./serviceBusNamespace.ts";

/** ISO 8601 durations as Service Bus takes them: days and smaller. */
const duration = /^P(?=\d|T\d)(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

export const queue: ResourceType = {
  module: "servicebus",
  name: "Queue",
  armType: "Microsoft.ServiceBus/namespaces/queues",
  id: `${inGroup}/providers/Microsoft.ServiceBus/namespaces/{namespaceName}/queues/{queueName}`,
  naming: {
    property: "queueName",
    auto: "copy",
    min: 1,
    max: 260,
    pattern: /^[A-Za-z0-9](?:[A-Za-z0-9._/~-]*[A-Za-z0-9])?$/,
    rule: "letters, digits, periods, hyphens, underscores and slashes, beginning and ending with a letter or digit",
  },
  replaces: ["requiresSession", "requiresDuplicateDetection", "enablePartitioning"],
  check(inputs) {
    const problems: string[] = [];
    const times = [
      "lockDuration",
      "defaultMessageTimeToLive",
      "autoDeleteOnIdle",
      "duplicateDetectionHistoryTimeWindow",
    ];
    for (const property of times) {
      const text = textAt(inputs, property);
      if (text !== undefined && seconds(text) === undefined) {
        problems.push(`'${property}' must be an ISO 8601 duration such as PT1M, got '${text}'`);
      }
    }
    const deliveries = numberAt(inputs, "maxDeliveryCount");
    if (deliveries !== undefined && (deliveries < 1 || deliveries > 2000)) {
      problems.push(`'maxDeliveryCount' must be between 1 and 2000, got ${deliveries}`);
    }
    return problems;
  },
  admit({ id, inputs, azure }) {
    const lock = seconds(textAt(inputs, "lockDuration") ?? "PT1M") ?? 0;
    if (lock > 300) {
      throw badRequest(
        "The supplied lock time exceeds the allowed maximum of '5' minutes.",
        "BadRequest",
        "lockDuration",
      );
    }
    const sku = skuOf(azure.get(parentOf(id) ?? "")?.inputs ?? {});
    const feature = beyond(sku, inputs);
    if (feature !== undefined) {
      throw badRequest(
        `SubCode=40000. The property '${feature}' cannot be set to this value in a namespace of the '${sku}' tier.`,
        "BadRequest",
        feature,
      );
    }
  },
  outputs: ({ inputs }) => ({
    status: textAt(inputs, "status") ?? "Active",
    lockDuration: textAt(inputs, "lockDuration") ?? "PT1M",
    maxDeliveryCount: numberAt(inputs, "maxDeliveryCount") ?? 10,
    messageCount: 0,
    sizeInBytes: 0,
  }),
};

/** What of the inputs the namespace's tier does not have. */
function beyond(sku: string, inputs: Props): string | undefined {
  if (sku === "Basic") {
    const flags = ["requiresSession", "requiresDuplicateDetection"].find((name) => isOn(inputs, name));
    const texts = ["forwardTo", "forwardDeadLetteredMessagesTo"].find(
      (name) => textAt(inputs, name) !== undefined,
    );
    if (flags ?? texts) return flags ?? texts;
  }
  if (sku === "Premium") return ["enablePartitioning", "enableExpress"].find((name) => isOn(inputs, name));
  return numberAt(inputs, "maxMessageSizeInKilobytes") === undefined
    ? undefined
    : "maxMessageSizeInKilobytes";
}

function seconds(text: string): number | undefined {
  const match = duration.exec(text);
  if (!match) return undefined;
  const [days, hours, minutes, rest] = match.slice(1).map((part: string | undefined) => Number(part ?? 0));
  return (((days ?? 0) * 24 + (hours ?? 0)) * 60 + (minutes ?? 0)) * 60 + (rest ?? 0);
}
