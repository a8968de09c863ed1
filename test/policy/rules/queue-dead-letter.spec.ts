import assert from "node:assert/strict";
import { sbQueueDeadLetter as rule } from "../../../policy/rules/azure/queue-dead-letter.ts";
import { breaks, leavesAlone } from "../support/azureData.ts";
import { change, unknownText, type Body } from "../support/objects.ts";
import { broken, open, runAzure } from "../support/run.ts";

const queue: Body = {
  deadLetteringOnMessageExpiration: true,
  defaultMessageTimeToLive: "P14D",
  lockDuration: "PT1M",
  maxDeliveryCount: 10,
};
const lost =
  "deadLetteringOnMessageExpiration: not set, and expired messages are lost by default. Set it to true.";
const live = "Let messages live for P14D or shorter.";
const forever = `defaultMessageTimeToLive: not set, and messages never expire by default. ${live}`;
const lifetime = `defaultMessageTimeToLive: no duration between PT1S and P14D. ${live}`;
const lock =
  "lockDuration: no duration between PT30S and PT5M. Set what handling one message takes, PT30S to PT5M.";
const attempts = "maxDeliveryCount: not between 2 and 10. Allow 2 to 10 attempts.";

describe("sb-queue-dead-letter", () => {
  breaks(rule, "servicebus:Queue", queue, [
    [{}],
    [{ defaultMessageTimeToLive: "P1DT12H30M0.5S" }],
    [{ lockDuration: undefined, maxDeliveryCount: undefined }],
    [{ deadLetteringOnMessageExpiration: undefined }, lost],
    [
      { deadLetteringOnMessageExpiration: false },
      "deadLetteringOnMessageExpiration: expired messages are lost. Set it to true.",
    ],
    [{ defaultMessageTimeToLive: undefined }, forever],
    [{ defaultMessageTimeToLive: "P15D" }, lifetime],
    [{ defaultMessageTimeToLive: "P10675199DT2H48M5.4775807S" }, lifetime],
    [{ defaultMessageTimeToLive: "PT0S" }, lifetime],
    [{ defaultMessageTimeToLive: "14 days" }, lifetime],
    [{ defaultMessageTimeToLive: "P" }, lifetime],
    [{ defaultMessageTimeToLive: 14 }, lifetime],
    [{ lockDuration: "PT5S" }, lock],
    [{ lockDuration: "PT6M" }, lock],
    [{ maxDeliveryCount: 11 }, attempts],
    [{ maxDeliveryCount: 1 }, attempts],
    [{ maxDeliveryCount: "many" }, attempts],
  ]);
  breaks(
    rule,
    "servicebus:Queue",
    queue,
    [
      [
        { maxDeliveryCount: undefined, lockDuration: "PT5S", defaultMessageTimeToLive: "P1D" },
        "maxDeliveryCount: not set, and 10 by default. Allow 2 to 5 attempts.",
      ],
    ],
    { maxDelivery: 5, maxTtl: "P1D", minLock: "PT5S" },
  );

  it("looks at subscriptions of topics too", () => {
    assert.deepEqual(runAzure(rule, "servicebus:Subscription", {}), broken(lost, forever));
  });

  it("leaves open what is unknown", () => {
    assert.deepEqual(
      runAzure(rule, "servicebus:Queue", change(queue, { maxDeliveryCount: unknownText })),
      open("maxDeliveryCount: known only after the update"),
    );
  });

  leavesAlone(rule, "servicebus:Topic");
});
