import { kubernetesDocs } from "../../lib/frameworks.ts";
import { checkSelector, checkStrategy } from "../../lib/rollout.ts";
import { defineRule } from "../../lib/rule.ts";
import { checkTermination } from "../../lib/termination.ts";

export const safeRollout = defineRule({
  name: "k8s-safe-rollout",
  description: "Workloads must replace their pods step by step and give them time to end.",
  severity: "medium",
  level: "advisory",
  framework: kubernetesDocs("concepts/workloads/controllers/deployment"),
  tags: [
    "kube-linter:no-rolling-update-strategy",
    "kube-linter:mismatching-selector",
    "kube-score:deployment-strategy",
    "kube-score:deployment-pod-selector-labels-match-template-metadata-labels",
    "kube-score:statefulset-pod-selector-labels-match-template-metadata-labels",
    "azure-policy:1a3b9003",
  ],
  remediationSteps:
    "Use RollingUpdate with a maxUnavailable below the replicas, select the template's labels, and set a preStop hook " +
    "or terminationGracePeriodSeconds.",
  url: "https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#strategy",
  kinds: ["Deployment", "StatefulSet", "DaemonSet"],
  params: {},
  check: (object) => [...checkStrategy(object), ...checkSelector(object), ...checkTermination(object)],
});
