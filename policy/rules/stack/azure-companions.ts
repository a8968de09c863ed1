import { all, any, is, isUnknown, type Answer } from "../../lib/answer.ts";
import { azureType } from "../../lib/azure.ts";
import { locate, undecided, violation, type Finding } from "../../lib/finding.ts";
import { mcsb } from "../../lib/frameworks.ts";
import { azureNameOf, identifies, sameName } from "../../lib/graph/azureIds.ts";
import { get, isPending, items, root, type Field } from "../../lib/read.ts";
import { defineStackRule } from "../../lib/rule.ts";
import { strings } from "../../lib/settings.ts";
import { azureOf, type Stack, type StackAzure } from "../../lib/stack.ts";

/** What has to be logged of each type: of each line, one category suffices. */
const logs: Readonly<Record<string, readonly (readonly string[])[]>> = {
  "containerservice:ManagedCluster": [["kube-audit-admin", "kube-audit"], ["guard"]],
  "keyvault:Vault": [["AuditEvent"]],
  "servicebus:Namespace": [["OperationalLogs"]],
  "containerregistry:Registry": [["ContainerRegistryLoginEvents"], ["ContainerRegistryRepositoryEvents"]],
  "dbforpostgresql:Server": [["PostgreSQLLogs"]],
};

/** Groups of categories that hold all of these. */
const groups = ["allLogs", "audit"];

const schedules = ["aksManagedAutoUpgradeSchedule", "aksManagedNodeOSUpgradeSchedule"];

export const azureCompanions = defineStackRule({
  name: "stack-azure-companions",
  description:
    "Azure services must send their audit logs somewhere, and clusters be maintained at known hours.",
  severity: "medium",
  level: "advisory",
  framework: mcsb("LT-3"),
  tags: [
    "psrule:Azure.AKS.AuditLogs",
    "psrule:Azure.AKS.MaintenanceWindow",
    "psrule:Azure.KeyVault.Logs",
    "psrule:Azure.ServiceBus.AuditLogs",
    "psrule:Azure.ACR.Logs",
    "azure-policy:245fc9df",
    "azure-policy:cf820ca0",
    "azure-policy:f8d36e2f",
  ],
  remediationSteps:
    "Add a DiagnosticSetting with the audit categories, and both MaintenanceConfigurations to a cluster.",
  url: "https://learn.microsoft.com/azure/azure-monitor/platform/diagnostic-settings",
  params: {
    types: strings(Object.keys(logs), "Types that need a diagnostic setting."),
    schedules: strings(schedules, "Maintenance configurations that a cluster needs."),
  },
  check: (stack, settings) =>
    azureOf(stack, Object.keys(logs)).flatMap((resource) => {
      const type = azureType(resource);
      const categories = settings.types.includes(type) ? (logs[type] ?? []) : [];
      const schedules = type === "containerservice:ManagedCluster" ? settings.schedules : [];
      return [
        ...judge(
          azureNameOf(resource),
          categories.map((names) => [names[0] ?? "", isLogged(stack, resource, names)]),
          "no diagnostic setting collects",
          "Add a DiagnosticSetting with these categories",
        ),
        ...judge(
          azureNameOf(resource),
          schedules.map((name) => [name, isScheduled(stack, resource, name)]),
          "has no maintenance configuration",
          "Add them, so that upgrades come at known hours",
        ),
      ].map((finding) => locate(resource, finding));
    }),
});

function isLogged(stack: Stack, resource: StackAzure, categories: readonly string[]): Answer {
  return any(
    azureOf(stack, ["monitor:DiagnosticSetting", "insights:DiagnosticSetting"]).map(({ body }) =>
      all([identifies(get(body, "resourceUri"), resource), collects(get(body, "logs"), categories)]),
    ),
  );
}

function collects(list: Field, categories: readonly string[]): Answer {
  if (isPending(list)) return list;
  return any(
    items(list).map((entry) => {
      const enabled = get(entry, "enabled");
      const on = enabled.state === "known" && enabled.value === true;
      const named = [
        ...categories.map((category) => is(get(entry, "category"), category)),
        ...groups.map((group) => is(get(entry, "categoryGroup"), group)),
      ];
      return all([isPending(enabled) ? enabled : on, any(named)]);
    }),
  );
}

function isScheduled(stack: Stack, cluster: StackAzure, name: string): Answer {
  const keys = ["resourceGroupName", "resourceName"];
  return any(
    azureOf(stack, ["containerservice:MaintenanceConfiguration"]).map(({ body }) =>
      all([
        sameName(get(body, "configName"), root(name)),
        ...keys.map((key) => sameName(get(body, key), get(cluster.body, key))),
      ]),
    ),
  );
}

/** One finding for all that is missing, and one for what keeps the rest open. */
function judge(
  where: Field,
  answers: readonly (readonly [name: string, answer: Answer])[],
  problem: string,
  fix: string,
): readonly Finding[] {
  const lacking = answers.filter(([, answer]) => answer === false).map(([name]) => name);
  const open = answers.map(([, answer]) => answer).find(isUnknown);
  return [
    ...(lacking.length === 0 ? [] : [violation(where, `${problem} ${lacking.join(", ")}`, fix)]),
    ...(open === undefined ? [] : [undecided(open)]),
  ];
}
