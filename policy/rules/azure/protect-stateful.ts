import { azureType } from "../../lib/azure.ts";
import { violation } from "../../lib/finding.ts";
import { mcsb } from "../../lib/frameworks.ts";
import { defineAzureRule } from "../../lib/rule.ts";
import { strings } from "../../lib/settings.ts";

const statefulTypes = [
  "containerregistry:Registry",
  "containerservice:ManagedCluster",
  "dbforpostgresql:Server",
  "keyvault:Vault",
  "servicebus:Namespace",
  "storage:StorageAccount",
];

export const azureProtectStateful = defineAzureRule({
  name: "azure-protect-stateful",
  description: "What holds data must be protected from deletion.",
  severity: "medium",
  level: "advisory",
  framework: mcsb("AM-4"),
  tags: [],
  remediationSteps: "Create the resource with the option protect: true.",
  url: "https://www.pulumi.com/docs/iac/concepts/resources/options/protect/",
  types: statefulTypes,
  params: { types: strings(statefulTypes, "Types to protect, some of those that hold data.") },
  check: (resource, { types }) =>
    // Where the source does not tell, for instance a plan, there is nothing to judge.
    resource.protect === false && types.includes(azureType(resource))
      ? [violation({ path: "options.protect" }, "deletable with all it holds", "Set protect to true")]
      : [],
});
