import { all, any, isUnknown, type Answer } from "../../lib/answer.ts";
import { locate, undecided, violation } from "../../lib/finding.ts";
import { mcsb } from "../../lib/frameworks.ts";
import { azureNameOf, covers, sameName } from "../../lib/graph/azureIds.ts";
import { get, text, type Field } from "../../lib/read.ts";
import { defineStackRule } from "../../lib/rule.ts";
import { strings } from "../../lib/settings.ts";
import { azureOf, type StackAzure } from "../../lib/stack.ts";

/** AcrPull, and Container Registry Repository Reader for registries with rights by repository. */
const pullRoles = ["7f951dda-4ed3-4680-a7ca-43fe172d538d", "b93aa761-3e63-49ed-ac28-beffa264f7ac"];

export const registryPullWiring = defineStackRule({
  name: "stack-registry-pull-wiring",
  description: "Nodes must be allowed to pull from the registries of the stack by their kubelet identity.",
  severity: "medium",
  level: "advisory",
  framework: mcsb("IM-3"),
  tags: [],
  remediationSteps: "Assign AcrPull on the registry to the kubelet identity of the cluster.",
  url: "https://learn.microsoft.com/azure/aks/cluster-container-registry-integration",
  params: { roles: strings(pullRoles, "Ids of role definitions that let pull.") },
  check: (stack, { roles }) => {
    const assignments = azureOf(stack, ["authorization:RoleAssignment"]);
    const clusters = azureOf(stack, ["containerservice:ManagedCluster"]);
    return azureOf(stack, ["containerregistry:Registry"]).flatMap((registry) =>
      clusters.flatMap((cluster) => {
        const kubelet = kubeletOf(cluster);
        const answer = any(
          assignments.map(({ body }) =>
            all([
              gives(get(body, "roleDefinitionId"), roles),
              covers(get(body, "scope"), registry),
              kubelet.state === "known" ? sameName(get(body, "principalId"), kubelet) : unsure(kubelet),
            ]),
          ),
        );
        if (answer === true) return [];
        if (isUnknown(answer)) return [locate(registry, undecided(answer))];
        const problem = `nothing lets cluster ${text(azureNameOf(cluster)) ?? cluster.resource} pull from it`;
        const finding = violation(azureNameOf(registry), problem, "Assign AcrPull to its kubelet identity");
        return [locate(registry, finding)];
      }),
    );
  },
});

function kubeletOf({ body }: StackAzure): Field {
  return get(body, "identityProfile", "kubeletidentity", "objectId");
}

/** Azure makes a kubelet identity of its own when the program names none. */
function unsure(field: Field): Answer {
  const { path, partial } = field;
  return { state: "unknown", cause: "preview", source: path, path, partial };
}

function gives(definition: Field, roles: readonly string[]): Answer {
  if (definition.state === "unknown") return definition;
  const written = text(definition)?.toLowerCase() ?? "";
  return roles.some((role) => written.endsWith(role.toLowerCase()));
}
