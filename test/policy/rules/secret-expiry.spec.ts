import assert from "node:assert/strict";
import { kvSecretExpiry as rule } from "../../../policy/rules/azure/secret-expiry.ts";
import { breaks, leavesAlone } from "../support/azureData.ts";
import { change, unknownText, type Body } from "../support/objects.ts";
import { open, runAzure, silent } from "../support/run.ts";

const start = 1_750_000_000;
const day = 86_400;
const secret: Body = {
  properties: { value: "s3cret", contentType: "password", attributes: { expires: start + 90 * day } },
};
const key: Body = {
  properties: {
    rotationPolicy: {
      attributes: { expiryTime: "P90D" },
      lifetimeActions: [{ action: { type: "notify" } }, { action: { type: "Rotate" } }],
    },
  },
};
const expires = "properties.attributes.expires";
const content = "properties.contentType";
const lifetime = "properties.rotationPolicy.attributes.expiryTime";
const actions = "properties.rotationPolicy.lifetimeActions";
const date = "Set the date it expires, in seconds since 1970.";
const kind = "Name the kind of secret, e.g. password or text/plain.";
const tooLong = `${lifetime}: no duration of at most 365 days. Write it like P365D or shorter.`;
const still = `${actions}: no action rotates the key. Add an action of type rotate.`;

describe("kv-secret-expiry", () => {
  breaks(rule, "keyvault:Secret", secret, [
    [{}],
    [{ "properties.attributes.notBefore": start }],
    [{ "properties.attributes": { notBefore: start, expires: start + 365 * day } }],
    [{ [expires]: undefined }, `${expires}: not set. ${date}`],
    [{ [expires]: 0 }, `${expires}: is no date in seconds since 1970. ${date}`],
    [{ [expires]: "soon" }, `${expires}: is no date in seconds since 1970. ${date}`],
    [
      { "properties.attributes": { notBefore: start, expires: start + 366 * day } },
      `${expires}: more than 365 days after notBefore. Let it expire sooner.`,
    ],
    [{ [content]: undefined }, `${content}: not set. ${kind}`],
    [{ [content]: " " }, `${content}: says nothing. ${kind}`],
    [{ properties: [] }, `${expires}: not set. ${date}`, `${content}: not set. ${kind}`],
  ]);
  breaks(
    rule,
    "keyvault:Secret",
    secret,
    [
      [
        { "properties.attributes.notBefore": start },
        `${expires}: more than 30 days after notBefore. Let it expire sooner.`,
      ],
    ],
    { maxDays: 30 },
  );
  breaks(rule, "keyvault:Key", key, [
    [{}],
    [{ [lifetime]: "P1Y" }],
    [{ [lifetime]: undefined, [expires]: start }],
    [{ [lifetime]: "P2Y" }, tooLong],
    [{ [lifetime]: "90 days" }, tooLong],
    [{ [lifetime]: 90 }, tooLong],
    [{ [lifetime]: undefined }, `${expires}: not set. ${date}`],
    [{ [actions]: [{ action: { type: "notify" } }] }, still],
    [{ [actions]: undefined }, still],
  ]);
  breaks(rule, "keyvault:Key", key, [[{ [actions]: undefined }]], { requireRotation: false });

  it("leaves open what is unknown", () => {
    const later = "known only after the update";
    assert.deepEqual(
      runAzure(rule, "keyvault:Secret", change(secret, { [expires]: unknownText, [content]: unknownText })),
      open(`${expires}: ${later}`, `${content}: ${later}`),
    );
    assert.deepEqual(
      runAzure(rule, "keyvault:Key", change(key, { [actions]: [unknownText] })),
      open(`${actions}[0]: ${later}`),
    );
    const rotated = [unknownText, { action: { type: "rotate" } }];
    assert.deepEqual(runAzure(rule, "keyvault:Key", change(key, { [actions]: rotated })), silent);
  });

  leavesAlone(rule, "keyvault:Vault");
});
