import { isAnywhere } from "../../lib/addressBlock.ts";
import { any, type Answer } from "../../lib/answer.ts";
import { azureType, type AzureResource } from "../../lib/azure.ts";
import { ask, checkInput, isWritten, oneOf } from "../../lib/azureInput.ts";
import { undecided, unless, violation, type Finding } from "../../lib/finding.ts";
import { mcsb } from "../../lib/frameworks.ts";
import { doors, type Doors } from "../../lib/paasDoors.ts";
import { get, isPending, items, type Field } from "../../lib/read.ts";
import { defineAzureRule } from "../../lib/rule.ts";
import { flag, strings } from "../../lib/settings.ts";

const services = [...new Set(Object.keys(doors).map((type) => type.split(":")[0] ?? ""))];

export const paasNetworkRestricted = defineAzureRule({
  name: "paas-network-restricted",
  description: "Registries, vaults, queues, storage and databases must not be open to every network.",
  severity: "high",
  level: "mandatory",
  framework: mcsb("NS-2"),
  tags: [
    "checkov:CKV_AZURE_35",
    "checkov:CKV_AZURE_36",
    "checkov:CKV_AZURE_59",
    "checkov:CKV_AZURE_109",
    "checkov:CKV_AZURE_139",
    "checkov:CKV_AZURE_189",
    "checkov:CKV_AZURE_204",
    "trivy:AZU-0010",
    "trivy:AZU-0012",
    "trivy:AZU-0013",
    "trivy:AZU-0022",
    "azure-policy:0fdf0491",
    "azure-policy:34c877ad",
    "azure-policy:405c5871",
    "azure-policy:55615ac9",
    "azure-policy:5e1de0e3",
    "azure-policy:b2982f36",
    "azure-policy:cbd11fd3",
    "azure-policy:d0793b48",
    "psrule:Azure.ACR.Firewall",
    "psrule:Azure.KeyVault.Firewall",
    "psrule:Azure.Storage.Firewall",
  ],
  remediationSteps:
    "Disable public network access and use private endpoints, or deny by default and list the networks that may.",
  url: "https://learn.microsoft.com/azure/private-link/private-endpoint-overview",
  types: Object.keys(doors),
  params: {
    services: strings(services, "Modules of azure-native that the rule looks at."),
    allowTrusted: flag(true, "Let Azure's own trusted services through the firewall."),
  },
  check: (resource, { services, allowTrusted }) => {
    const found = doors[azureType(resource)];
    if (found === undefined || !services.includes(resource.service)) return [];
    return checkDoors(resource, found, allowTrusted);
  },
});

function checkDoors({ body }: AzureResource, found: Doors, allowTrusted: boolean): readonly Finding[] {
  const publicAccess = get(body, ...found.publicAccess);
  const firewall = found.firewall && get(body, ...found.firewall);
  const action = firewall && get(firewall, "defaultAction");
  const closed: readonly Answer[] = [
    ask(publicAccess, oneOf("Disabled", "SecuredByPerimeter")),
    ...(action ? [ask(action, oneOf("Deny"))] : []),
    ...(found.subnet ? [ask(get(body, ...found.subnet), isWritten)] : []),
  ];
  const place = action ?? publicAccess;
  const fix = action ? "Set it to Deny, or disable public network access" : "Set it to Disabled";
  const problem = `${place.state === "missing" ? "not set, and " : ""}every network is let in`;
  return [
    ...unless(any(closed), [violation({ path: place.path }, problem, fix)]),
    ...(firewall && found.address ? checkAddresses(firewall, found.address) : []),
    ...(found.bypass && !allowTrusted
      ? checkInput(get(body, ...found.bypass), {
          accepts: oneOf("None"),
          problem: "services of Azure's go around the firewall",
          absent: "not set, and services of Azure's go around the firewall by default",
          fix: "Set it to None",
        })
      : []),
  ];
}

function checkAddresses(firewall: Field, key: string): readonly Finding[] {
  const rules = get(firewall, "ipRules");
  if (isPending(rules)) return [undecided(rules)];
  return items(rules).flatMap((rule) =>
    checkInput(get(rule, key), {
      accepts: (value) => !isAnywhere(value),
      problem: "lets in the whole internet",
      fix: "Name the addresses that need the service",
    }),
  );
}
