import { any } from "../../lib/answer.ts";
import { ask, between, checkInput, isWritten, oneOf } from "../../lib/azureInput.ts";
import { parseDuration } from "../../lib/duration.ts";
import { unless, violation, type Finding } from "../../lib/finding.ts";
import { mcsb } from "../../lib/frameworks.ts";
import { get, isGiven, items, number, type Field } from "../../lib/read.ts";
import { defineAzureRule } from "../../lib/rule.ts";
import { atLeast, flag } from "../../lib/settings.ts";

const day = 86_400;
const expire = "Set the date it expires, in seconds since 1970";

export const kvSecretExpiry = defineAzureRule({
  name: "kv-secret-expiry",
  description:
    "Secrets and keys in key vaults must expire, secrets must say what they are, keys must rotate.",
  severity: "medium",
  level: "advisory",
  framework: mcsb("DP-6"),
  tags: [
    "checkov:CKV_AZURE_40",
    "checkov:CKV_AZURE_41",
    "checkov:CKV_AZURE_114",
    "trivy:AZU-0014",
    "trivy:AZU-0015",
    "trivy:AZU-0017",
    "azure-policy:152b15f7",
    "azure-policy:75262d3e",
    "azure-policy:98728c90",
    "azure-policy:d8cf8476",
    "psrule:Azure.KeyVault.AutoRotationPolicy",
  ],
  remediationSteps: "Set an expiry date and a content type on secrets, and a rotation policy on keys.",
  url: "https://learn.microsoft.com/azure/key-vault/general/autorotation",
  types: ["keyvault:Secret", "keyvault:Key"],
  params: {
    maxDays: atLeast(1, 365, "Longest life in days, from notBefore or from a rotation to the expiry."),
    requireRotation: flag(true, "InputDemand that keys rotate by themselves."),
  },
  check: ({ kind, body }, settings) => {
    const properties = get(body, "properties");
    return kind === "Key" ? checkKey(properties, settings) : checkSecret(properties, settings.maxDays);
  },
});

function checkSecret(properties: Field, maxDays: number): readonly Finding[] {
  return [
    ...checkExpiry(properties, maxDays),
    ...checkInput(get(properties, "contentType"), {
      accepts: isWritten,
      problem: "says nothing",
      absent: "not set",
      fix: "Name the kind of secret, e.g. password or text/plain",
    }),
  ];
}

function checkKey(
  properties: Field,
  { maxDays, requireRotation }: { readonly maxDays: number; readonly requireRotation: boolean },
): readonly Finding[] {
  const policy = get(properties, "rotationPolicy");
  const lifetime = get(policy, "attributes", "expiryTime");
  const actions = get(policy, "lifetimeActions");
  const rotates = items(actions).map((action) => ask(get(action, "action", "type"), oneOf("rotate")));
  const rotation = unless(any([ask(actions, () => false), ...rotates]), [
    violation({ path: actions.path }, "no action rotates the key", "Add an action of type rotate"),
  ]);
  const expiry = isGiven(lifetime)
    ? checkInput(lifetime, {
        accepts: (value) => typeof value === "string" && (parseDuration(value) ?? Infinity) <= maxDays * day,
        problem: `no duration of at most ${maxDays} days`,
        fix: `Write it like P${maxDays}D or shorter`,
      })
    : checkExpiry(properties, maxDays);
  return requireRotation ? [...expiry, ...rotation] : expiry;
}

function checkExpiry(properties: Field, maxDays: number): readonly Finding[] {
  const expires = get(properties, "attributes", "expires");
  const from = number(get(properties, "attributes", "notBefore"));
  const until = number(expires);
  if (from !== undefined && until !== undefined && until - from > maxDays * day)
    return [
      violation({ path: expires.path }, `more than ${maxDays} days after notBefore`, "Let it expire sooner"),
    ];
  return checkInput(expires, {
    accepts: between(1, Infinity),
    problem: "is no date in seconds since 1970",
    absent: "not set",
    fix: expire,
  });
}
