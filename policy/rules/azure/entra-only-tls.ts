import { checkInput, isTrue } from "../../lib/azureInput.ts";
import { violation } from "../../lib/finding.ts";
import { mcsb } from "../../lib/frameworks.ts";
import { get } from "../../lib/read.ts";
import { defineAzureRule } from "../../lib/rule.ts";
import { matching } from "../../lib/settings.ts";

/** What Azure takes for a namespace that does not say. */
const defaultTls = "1.2";

export const sbEntraOnlyTls = defineAzureRule({
  name: "sb-entra-only-tls",
  description: "Service Bus must take Entra identities only, no shared access keys, over a recent TLS.",
  severity: "high",
  level: "mandatory",
  framework: mcsb("IM-1"),
  tags: [
    "checkov:CKV_AZURE_203",
    "checkov:CKV_AZURE_205",
    "azure-policy:a1817ec0",
    "azure-policy:cfb11c26",
    "psrule:Azure.ServiceBus.DisableLocalAuth",
    "psrule:Azure.ServiceBus.MinTLS",
  ],
  remediationSteps: "Set disableLocalAuth to true and grant Service Bus data roles to identities.",
  url: "https://learn.microsoft.com/azure/service-bus-messaging/disable-local-authentication",
  types: [
    "servicebus:Namespace",
    "servicebus:NamespaceAuthorizationRule",
    "servicebus:QueueAuthorizationRule",
    "servicebus:TopicAuthorizationRule",
  ],
  params: {
    minTls: matching(/^1\.[0-3]$/, defaultTls, "Oldest version of TLS that a namespace may accept."),
  },
  check: ({ kind, body }, { minTls }) => {
    if (kind !== "Namespace")
      return [
        violation(
          { path: "rights" },
          "the rule hands out shared access keys",
          "Remove it and grant a Service Bus data role to an identity",
        ),
      ];
    const tls = `older than ${minTls} is accepted`;
    return [
      ...checkInput(get(body, "disableLocalAuth"), {
        accepts: isTrue,
        problem: "shared access keys work",
        absent: "not set, and shared access keys work by default",
        fix: "Set it to true",
      }),
      ...checkInput(get(body, "minimumTlsVersion"), {
        accepts: (value) => typeof value === "string" && /^1\.[0-3]$/.test(value) && value >= minTls,
        problem: `TLS ${tls}`,
        ...(defaultTls < minTls ? { absent: `not set, and TLS ${tls} by default` } : {}),
        fix: `Set it to ${minTls}`,
      }),
    ];
  },
});
