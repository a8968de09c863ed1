import { undecided, violation } from "../../lib/finding.ts";
import { kubeLinter } from "../../lib/frameworks.ts";
import { podSpecOf, workloadKinds } from "../../lib/podSpec.ts";
import { get, text } from "../../lib/read.ts";
import { defineRule } from "../../lib/rule.ts";
import { strings } from "../../lib/settings.ts";

export const priorityClass = defineRule({
  name: "k8s-priority-class",
  description: "Pods must name a priority class, and leave Kubernetes' own to the system.",
  severity: "low",
  level: "advisory",
  framework: kubeLinter("priority-class-name"),
  tags: [
    "kube-linter:priority-class-name",
    "polaris:priorityClassNotSet",
    "kyverno:require-pod-priorityclassname",
  ],
  remediationSteps: "Set priorityClassName, so that a full node evicts the least important pods.",
  url: "https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/",
  kinds: workloadKinds,
  params: {
    allowed: strings([], "Classes that may be named; when empty, any that does not begin with system-."),
  },
  check: (object, { allowed }) => {
    const pod = podSpecOf(object)?.field;
    if (pod === undefined) return [];
    const field = get(pod, "priorityClassName");
    if (field.state === "unknown") return [undecided(field)];
    const name = text(field) ?? "";
    const choice = allowed.length === 0 ? "a PriorityClass of the platform" : allowed.join(", ");
    if (name === "") return [violation(field, "not set", `Set it to ${choice}`)];
    if (allowed.length === 0 ? !name.startsWith("system-") : allowed.includes(name)) return [];
    return [violation(field, `${name} is no class for this pod`, `Choose ${choice}`)];
  },
});
