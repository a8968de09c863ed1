import { all, any, isUnknown, same, type Answer } from "../../lib/answer.ts";
import { rbacGroup } from "../../lib/apiGroups.ts";
import { locate, undecided, violation, type Finding } from "../../lib/finding.ts";
import { cis } from "../../lib/frameworks.ts";
import { allowsDns, denies, networkPolicies } from "../../lib/graph/networkPolicies.ts";
import { objectsOfKind } from "../../lib/graph/objects.ts";
import {
  managedDenies,
  managedQuota,
  tenantNamespaces,
  type TenantNamespace,
} from "../../lib/graph/tenantNamespaces.ts";
import { inNamespace, namespaceField } from "../../lib/object.ts";
import { get, text } from "../../lib/read.ts";
import { defineStackRule } from "../../lib/rule.ts";
import { flag, matching } from "../../lib/settings.ts";
import type { Stack, StackObject } from "../../lib/stack.ts";

export const tenantNamespaceComplete = defineStackRule({
  name: "stack-tenant-namespace-complete",
  description:
    "A tenant's namespace must have quota, limits, default-deny both ways, DNS, Pod Security and a role.",
  severity: "high",
  level: "mandatory",
  framework: cis("5.6.1"),
  tags: ["trivy:KSV-0039", "trivy:KSV-0040", "kyverno:add-ns-quota", "kyverno:add-network-policy"],
  remediationSteps: "Create what is missing together with the namespace.",
  url: "https://kubernetes.io/docs/concepts/security/multi-tenancy/",
  params: {
    tenantLabel: matching(/^[\w./-]+$/, "aks-platform/tenant", "Label that marks the namespace of a tenant."),
    allowManagedNamespace: flag(true, "Count the quota and network policy of an AKS managed namespace."),
  },
  check: (stack, { tenantLabel, allowManagedNamespace, excludedNamespaces }) =>
    tenantNamespaces(stack, tenantLabel)
      .filter(({ name }) => !excludedNamespaces.includes(text(name) ?? ""))
      .flatMap((namespace) =>
        checkNamespace(stack, namespace, allowManagedNamespace).map((finding) => locate(namespace, finding)),
      ),
});

function checkNamespace(stack: Stack, namespace: TenantNamespace, managed: boolean): readonly Finding[] {
  const { name, open } = namespace;
  if (open !== undefined) return [undecided(open)];
  if (name.state === "unknown") return [undecided(name)];
  const has = (objects: readonly StackObject[], fits: (object: StackObject) => Answer = () => true) =>
    any(inNamespace(name, objects).map((object) => all([same(namespaceField(object), name), fits(object)])));
  const policies = networkPolicies(stack);
  const bySystem = (answer: () => Answer): readonly Answer[] => (managed ? [answer()] : []);
  const parts: readonly (readonly [part: string, answer: Answer])[] = [
    [
      "a ResourceQuota",
      any([has(objectsOfKind(stack, "", "ResourceQuota")), ...bySystem(() => managedQuota(stack, name))]),
    ],
    ["a LimitRange", has(objectsOfKind(stack, "", "LimitRange"))],
    ...(["Ingress", "Egress"] as const).map(
      (direction) =>
        [
          `a NetworkPolicy that denies all ${direction.toLowerCase()}`,
          any([
            has(policies, (policy) => denies(policy, direction)),
            ...bySystem(() => managedDenies(stack, name, direction)),
          ]),
        ] as const,
    ),
    ["a NetworkPolicy that allows DNS", has(policies, allowsDns)],
    ["the label pod-security.kubernetes.io/enforce", enforces(namespace)],
    ["a RoleBinding", has(objectsOfKind(stack, rbacGroup, "RoleBinding"))],
  ];
  const lacking = parts.filter(([, answer]) => answer === false).map(([part]) => part);
  const unknown = parts.map(([, answer]) => answer).filter(isUnknown);
  return [
    ...(lacking.length === 0
      ? []
      : [
          violation(
            name,
            `the namespace of a tenant lacks ${lacking.join(", ")}`,
            "Create it together with the namespace",
          ),
        ]),
    ...unknown.map(undecided),
  ];
}

function enforces({ labels }: TenantNamespace): Answer {
  const label = get(labels, "pod-security.kubernetes.io/enforce");
  if (label.state === "unknown" && label.source !== label.path) return label;
  return label.state !== "missing" && text(label) !== "privileged";
}
