import { checkInput, isTrue, between, type InputDemand } from "../../lib/azureInput.ts";
import { durationLook, parseDuration } from "../../lib/duration.ts";
import { waf } from "../../lib/frameworks.ts";
import { get } from "../../lib/read.ts";
import { defineAzureRule } from "../../lib/rule.ts";
import { atLeast, matching } from "../../lib/settings.ts";

export const sbQueueDeadLetter = defineAzureRule({
  name: "sb-queue-dead-letter",
  description:
    "Queues and subscriptions must keep what expires or fails in the dead-letter queue, within bounded time and attempts.",
  severity: "medium",
  level: "advisory",
  framework: waf("RE:07"),
  tags: [],
  remediationSteps:
    "Set deadLetteringOnMessageExpiration, defaultMessageTimeToLive and maxDeliveryCount, and watch the dead-letter queue.",
  url: "https://learn.microsoft.com/azure/service-bus-messaging/service-bus-dead-letter-queues",
  types: ["servicebus:Queue", "servicebus:Subscription"],
  params: {
    maxDelivery: atLeast(2, 10, "Most attempts before a message is put aside."),
    maxTtl: matching(durationLook, "P14D", "Longest life of a message, an ISO 8601 duration."),
    minLock: matching(
      durationLook,
      "PT30S",
      "Least time a receiver has for a message, an ISO 8601 duration.",
    ),
  },
  check: ({ body }, { maxDelivery, maxTtl, minLock }) => [
    ...checkInput(get(body, "deadLetteringOnMessageExpiration"), {
      accepts: isTrue,
      problem: "expired messages are lost",
      absent: "not set, and expired messages are lost by default",
      fix: "Set it to true",
    }),
    ...checkInput(get(body, "defaultMessageTimeToLive"), {
      ...duration("PT1S", maxTtl),
      absent: "not set, and messages never expire by default",
      fix: `Let messages live for ${maxTtl} or shorter`,
    }),
    // One attempt would put aside a message whenever its receiver is moved to another node.
    ...checkInput(get(body, "maxDeliveryCount"), {
      accepts: between(2, maxDelivery),
      problem: `not between 2 and ${maxDelivery}`,
      ...(maxDelivery < 10 ? { absent: "not set, and 10 by default" } : {}),
      fix: `Allow 2 to ${maxDelivery} attempts`,
    }),
    ...checkInput(get(body, "lockDuration"), {
      ...duration(minLock, "PT5M"),
      fix: `Set what handling one message takes, ${minLock} to PT5M`,
    }),
  ],
});

function duration(low: string, high: string): Pick<InputDemand, "accepts" | "problem"> {
  const fits = between(parseDuration(low) ?? 0, parseDuration(high) ?? 0);
  return {
    accepts: (value) => typeof value === "string" && fits(parseDuration(value)),
    problem: `no duration between ${low} and ${high}`,
  };
}
