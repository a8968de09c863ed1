import { rbacGroup } from "../../lib/apiGroups.ts";
import { cis } from "../../lib/frameworks.ts";
import { checkBinding } from "../../lib/rbacBindings.ts";
import { checkRole } from "../../lib/rbacRoles.ts";
import { defineRule } from "../../lib/rule.ts";
import { strings } from "../../lib/settings.ts";

export const rbacLeastPrivilege = defineRule({
  name: "k8s-rbac-least-privilege",
  description: "Roles must name the few rights that are needed, and bindings give them to single accounts.",
  severity: "critical",
  level: "mandatory",
  framework: cis("5.1"),
  tags: [
    ...["wildcard-in-rules", "cluster-admin-role-binding", "access-to-secrets", "access-to-create-pods"].map(
      (check) => `kube-linter:${check}`,
    ),
    "polaris:clusterrolebindingClusterAdmin",
    "polaris:clusterrolePodExecAttach",
    ...["restrict-wildcard-verbs", "restrict-wildcard-resources", "restrict-binding-clusteradmin"].map(
      (policy) => `kyverno:${policy}`,
    ),
    ...[
      "restrict-secret-role-verbs",
      "restrict-escalation-verbs-roles",
      "restrict-clusterrole-nodesproxy",
    ].map((policy) => `kyverno:${policy}`),
    "kyverno:restrict-binding-system-groups",
    ...[42, 49, 155, 156, 157, 158].map((check) => `checkov:CKV_K8S_${check}`),
    ...["0041", "0043", "0044", "0045", "0046", "0047", "0048", "0053", "0111", "0112", "0113", "0114"].map(
      (check) => `trivy:KSV-${check}`,
    ),
    ...["ca8d5704", "a3dc4946"].map((id) => `azure-policy:${id}`),
  ],
  remediationSteps:
    "Name API groups, resources, verbs and secrets; list platform controllers in allowedRoles and allowedSubjects.",
  url: "https://kubernetes.io/docs/concepts/security/rbac-good-practices/",
  kinds: ["Role", "ClusterRole", "RoleBinding", "ClusterRoleBinding"],
  params: {
    allowedRoles: strings(
      [],
      "Roles that may have any rights: namespace/name of a Role, name of a ClusterRole. Only allowedSubjects may be bound to them.",
    ),
    allowedSubjects: strings(
      [],
      "Subjects that may be bound to any role: ServiceAccount:namespace/name, User:name or Group:name.",
    ),
  },
  check: (object, settings) => {
    if (object.group !== rbacGroup) return [];
    if (object.kind.endsWith("Binding")) return checkBinding(object, settings);
    return checkRole(object, settings);
  },
});
