import { isClusterScoped, isKnownGroup } from "../../lib/clusterScoped.ts";
import { undecided, violation } from "../../lib/finding.ts";
import { cis } from "../../lib/frameworks.ts";
import { everyKind } from "../../lib/kinds.ts";
import type { KubernetesObject } from "../../lib/object.ts";
import { get, isPending, text, type Field } from "../../lib/read.ts";
import { defineRule } from "../../lib/rule.ts";
import { strings } from "../../lib/settings.ts";

const fix = "Name the namespace of its tenant or add-on";

export const noDefaultNamespace = defineRule({
  name: "k8s-no-default-namespace",
  description: "Objects must name a namespace, neither default nor one of Kubernetes itself.",
  severity: "medium",
  level: "mandatory",
  framework: cis("5.6.4"),
  tags: [
    "kube-linter:use-namespace",
    "kyverno:disallow-default-namespace",
    "checkov:CKV_K8S_21",
    "trivy:KSV-0110",
    "trivy:KSV-0037",
    "azure-policy:9f061a12",
  ],
  remediationSteps: "Set metadata.namespace to a namespace with quota, network policy and Pod Security.",
  url: "https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/",
  kinds: [everyKind],
  params: {
    // The rule is about these very namespaces: nothing is left alone unless somebody says so.
    excludedNamespaces: strings([], "Namespaces that objects may be in all the same, e.g. kube-system."),
    clusterScopedKinds: strings(
      [],
      "Kinds of custom resources that have no namespace, as group/Kind; common ones are known.",
    ),
  },
  check: (object, { clusterScopedKinds }) => {
    // A patch creates nothing: it changes what is there, such as the default service account.
    if (object.body.partial || isClusterScoped(object, clusterScopedKinds)) return [];
    const field = targetNamespace(object);
    if (isPending(field)) return [undecided(field)];
    // Custom resources of a group nobody knows may well have no namespace.
    if (text(field) === undefined && !isKnownGroup(object.group)) return [];
    const problem = problemOf(text(field) ?? "");
    return problem === undefined ? [] : [violation(field, problem, fix)];
  },
});

/** A Helm release says itself where it installs to. */
function targetNamespace({ group, kind, body }: KubernetesObject): Field {
  return group === "helm.sh" && kind === "Release"
    ? get(body, "namespace")
    : get(body, "metadata", "namespace");
}

function problemOf(namespace: string): string | undefined {
  if (namespace === "") return "not set, so it lands in namespace default";
  if (namespace === "default") return "namespace default belongs to nobody";
  return namespace.startsWith("kube-") ? `namespace ${namespace} belongs to Kubernetes itself` : undefined;
}
