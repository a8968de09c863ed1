import { ask, checkInput, oneOf, type InputDemand } from "../../lib/azureInput.ts";
import { undecided, unless, type Finding } from "../../lib/finding.ts";
import { mcsb } from "../../lib/frameworks.ts";
import { checkFirewall } from "../../lib/postgresFirewall.ts";
import { parameters } from "../../lib/postgresParameters.ts";
import { get, isPending, text, type Field } from "../../lib/read.ts";
import { defineAzureRule } from "../../lib/rule.ts";
import { atLeast } from "../../lib/settings.ts";

export const postgresSecureBaseline = defineAzureRule({
  name: "postgres-secure-baseline",
  description:
    "PostgreSQL must take Entra identities only, over TLS, from known addresses, and log sign-ins.",
  severity: "high",
  level: "mandatory",
  framework: mcsb("IM-1"),
  tags: [
    "checkov:CKV_AZURE_29",
    "checkov:CKV_AZURE_30",
    "checkov:CKV_AZURE_31",
    "checkov:CKV_AZURE_32",
    "checkov:CKV_AZURE_147",
    "checkov:CKV2_AZURE_26",
    "trivy:AZU-0019",
    "trivy:AZU-0020",
    "trivy:AZU-0024",
    "trivy:AZU-0026",
    "azure-policy:4eb5e667",
    "azure-policy:a43d5475",
    "azure-policy:c29c38cb",
    "azure-policy:fa498b91",
    "psrule:Azure.PostgreSQL.AADOnly",
    "psrule:Azure.PostgreSQL.AllowAzureAccess",
    "psrule:Azure.PostgreSQL.FirewallIPRange",
  ],
  remediationSteps:
    "Turn Entra authentication on and passwords off, keep TLS and logging parameters at their defaults or stricter.",
  url: "https://learn.microsoft.com/azure/postgresql/security/security-overview",
  types: ["dbforpostgresql:Server", "dbforpostgresql:FirewallRule", "dbforpostgresql:Configuration"],
  params: { maxAddresses: atLeast(1, 256, "Most addresses that one firewall rule may let in.") },
  check: ({ kind, body }, { maxAddresses }) => {
    if (kind === "FirewallRule") return checkFirewall(body, maxAddresses);
    return kind === "Configuration" ? checkParameter(body) : checkSignIn(body);
  },
});

function checkSignIn(body: Field): readonly Finding[] {
  const auth = get(body, "authConfig");
  const wanted: readonly (readonly [string, InputDemand])[] = [
    [
      "activeDirectoryAuth",
      {
        accepts: oneOf("Enabled"),
        problem: "Entra identities cannot sign in",
        absent: "not set, and Entra identities cannot sign in by default",
        fix: "Set it to Enabled",
      },
    ],
    [
      "passwordAuth",
      {
        accepts: oneOf("Disabled"),
        problem: "passwords work",
        absent: "not set, and passwords work by default",
        fix: "Set it to Disabled",
      },
    ],
  ];
  // Copies of a server sign in as their source does, unless they say otherwise.
  const copied = ask(
    get(body, "createMode"),
    oneOf("PointInTimeRestore", "GeoRestore", "Replica", "ReviveDropped"),
  );
  return wanted.flatMap(([key, demanded]) => {
    const field = get(auth, key);
    return unless(field.state === "missing" ? copied : false, checkInput(field, demanded));
  });
}

function checkParameter(body: Field): readonly Finding[] {
  const name = get(body, "configurationName");
  if (isPending(name)) return [undecided(name)];
  const parameter = (text(name) ?? "").toLowerCase();
  const wanted = Object.hasOwn(parameters, parameter) ? parameters[parameter] : undefined;
  return wanted === undefined
    ? []
    : checkInput(get(body, "value"), { ...wanted, of: `parameter ${parameter}` });
}
