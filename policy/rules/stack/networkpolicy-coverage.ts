import { all, any, isUnknown } from "../../lib/answer.ts";
import { locate, undecided, violation, type Finding } from "../../lib/finding.ts";
import { cis } from "../../lib/frameworks.ts";
import {
  concerns,
  concernsAll,
  directions,
  governs,
  networkPolicies,
} from "../../lib/graph/networkPolicies.ts";
import { externalParam, isExternal, nameOf } from "../../lib/graph/objects.ts";
import { describedWorkloads, pickWorkloads, podLabelsPath } from "../../lib/graph/workloads.ts";
import { podLabelsOf } from "../../lib/labelSelector.ts";
import { inNamespace, namespaceField, sameNamespace } from "../../lib/object.ts";
import { podSpecOf } from "../../lib/podSpec.ts";
import { get, isPending } from "../../lib/read.ts";
import { defineStackRule } from "../../lib/rule.ts";
import type { Stack, StackObject } from "../../lib/stack.ts";

export const networkPolicyCoverage = defineStackRule({
  name: "stack-networkpolicy-coverage",
  description: "Network policies must govern every pod both ways, and none may select no pod.",
  severity: "high",
  level: "mandatory",
  framework: cis("5.3.2"),
  tags: [
    "kube-linter:non-isolated-pod",
    "kube-linter:dangling-networkpolicy",
    "kube-score:pod-networkpolicy",
    "kube-score:networkpolicy-targets-pod",
    "polaris:missingNetworkPolicy",
    "kyverno:require-netpol",
    "checkov:CKV2_K8S_6",
    "trivy:KSV-0038",
  ],
  remediationSteps:
    "Deny everything in the namespace by one policy; open what is needed by policies of the workloads.",
  url: "https://kubernetes.io/docs/concepts/services-networking/network-policies/",
  params: { external: externalParam },
  check: (stack, { external }) => {
    const inside = (object: StackObject) => !isExternal(external, namespaceField(object), nameOf(object));
    return [
      ...describedWorkloads(stack)
        .filter(inside)
        .flatMap((workload) => checkWorkload(stack, workload).map((finding) => locate(workload, finding))),
      ...networkPolicies(stack)
        .filter(inside)
        .flatMap((policy) => checkPolicy(stack, policy).map((finding) => locate(policy, finding))),
    ];
  },
});

function checkWorkload(stack: Stack, workload: StackObject): readonly Finding[] {
  // Pods on the network of their node are out of reach for network policies.
  const hostNetwork = get(podSpecOf(workload)?.field ?? workload.body, "hostNetwork");
  if (hostNetwork.state === "known" && hostNetwork.value === true) return [];
  const labels = podLabelsOf(workload);
  const policies = inNamespace(namespaceField(workload), networkPolicies(stack));
  const answers = directions.map((direction) => ({
    direction,
    answer: any(
      policies.map((policy) =>
        all([sameNamespace(policy, workload), concerns(policy, labels), governs(policy, direction)]),
      ),
    ),
  }));
  const open = answers.map(({ answer }) => answer).find(isUnknown);
  const free = answers
    .filter(({ answer }) => answer === false)
    .map(({ direction }) => direction.toLowerCase());
  if (free.length > 0 && isPending(hostNetwork)) return [undecided(hostNetwork)];
  if (free.length === 0) return open === undefined ? [] : [undecided(open)];
  return [
    violation(
      { path: podLabelsPath(workload) },
      `no NetworkPolicy governs ${free.join(" and ")} of these pods`,
      "Add one to this namespace that denies what no other policy allows",
    ),
    ...(open === undefined ? [] : [undecided(open)]),
  ];
}

function checkPolicy(stack: Stack, policy: StackObject): readonly Finding[] {
  if (concernsAll(policy) === true) return [];
  const picked = pickWorkloads(stack, policy, (labels) => concerns(policy, labels));
  if (picked.some(({ answer }) => answer === true)) return [];
  const open = picked.map(({ answer }) => answer).find(isUnknown);
  if (open !== undefined) return [undecided(open)];
  const selector = get(policy.body, "spec", "podSelector");
  if (selector.state === "unknown") return isPending(selector) ? [undecided(selector)] : [];
  return [
    violation(
      selector,
      "selects no pods of this namespace",
      "Use the labels of a pod template, or delete the policy",
    ),
  ];
}
