import { undecided, violation } from "../../lib/finding.ts";
import { azurePolicy } from "../../lib/frameworks.ts";
import { get, isPending, items } from "../../lib/read.ts";
import { defineRule } from "../../lib/rule.ts";

const viaDeployment = "Create a Deployment, which rolls out changes";

/** What is wrong with each kind on its own, and what to do. */
const naked: Readonly<Record<string, { readonly problem: string; readonly fix: string }>> = {
  Pod: {
    problem: "a Pod of its own is not replaced when it or its node fails",
    fix: "Create a Deployment, StatefulSet, DaemonSet or Job",
  },
  ReplicaSet: { problem: "a ReplicaSet of its own does not roll out changes", fix: viaDeployment },
  ReplicationController: { problem: "a ReplicationController does not roll out changes", fix: viaDeployment },
};

export const noNakedPods = defineRule({
  name: "k8s-no-naked-pods",
  description: "Pods and ReplicaSets must be made by a controller that replaces them and rolls out changes.",
  severity: "medium",
  level: "mandatory",
  framework: azurePolicy("65280eef"),
  tags: ["kyverno:prevent-bare-pods", "azure-policy:65280eef"],
  remediationSteps: "Put the pod template into a Deployment, StatefulSet, DaemonSet, Job or CronJob.",
  url: "https://kubernetes.io/docs/concepts/workloads/controllers/",
  kinds: Object.keys(naked),
  params: {},
  check: ({ kind, group, body }) => {
    if (kind !== "ReplicaSet" && group !== "") return [];
    const words = naked[kind];
    const owners = get(body, "metadata", "ownerReferences");
    if (words === undefined || items(owners).length > 0) return [];
    if (isPending(owners)) return [undecided(owners)];
    // A patch creates nothing: it changes an object that has its owner already.
    if (owners.partial) return [];
    return [violation({ path: "kind" }, words.problem, words.fix)];
  },
});
