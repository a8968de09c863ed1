import { undecided, violation, type Finding } from "../../lib/finding.ts";
import { podSecurity } from "../../lib/frameworks.ts";
import { at, checkContainers, unlessWindows, workloadKinds, type Container } from "../../lib/podSpec.ts";
import { get, isPending, items, text } from "../../lib/read.ts";
import { defineRule } from "../../lib/rule.ts";
import { strings } from "../../lib/settings.ts";

export const dropAllCapabilities = defineRule({
  name: "k8s-drop-all-capabilities",
  description: "Containers must drop all Linux capabilities and add back only allowed ones.",
  severity: "high",
  level: "mandatory",
  framework: podSecurity("restricted", "Capabilities"),
  tags: [
    "kube-linter:drop-net-raw-capability",
    "polaris:insecureCapabilities",
    "polaris:dangerousCapabilities",
    "kyverno:disallow-capabilities-strict",
    "checkov:CKV_K8S_37",
    "checkov:CKV_K8S_25",
    "trivy:KSV-0106",
    "azure-policy:c26596ff",
  ],
  remediationSteps: "Set securityContext.capabilities.drop: [ALL] on every container and add nothing back.",
  url: "https://kubernetes.io/docs/tasks/configure-pod-container/security-context/",
  kinds: workloadKinds,
  params: { allowedAdd: strings(["NET_BIND_SERVICE"], "Capabilities that may be added back.") },
  check: (object, { allowedAdd }) =>
    unlessWindows(
      object,
      checkContainers(object, (container) => [...dropped(container), ...added(container, allowedAdd)]),
    ),
});

function dropped(container: Container): readonly Finding[] {
  const drop = get(container.field, "securityContext", "capabilities", "drop");
  if (drop.state === "unknown") return [undecided(drop)];
  const names = items(drop);
  if (names.some((name) => text(name) === "ALL")) return [];
  const open = names.filter(isPending);
  if (open.length > 0) return open.map(undecided);
  return [violation(at(drop, container), "does not contain ALL", "Set it to [ALL]")];
}

function added(container: Container, allowed: readonly string[]): readonly Finding[] {
  const add = get(container.field, "securityContext", "capabilities", "add");
  if (isPending(add)) return [undecided(add)];
  return items(add).flatMap((name) => {
    if (isPending(name)) return [undecided(name)];
    if (allowed.includes(text(name) ?? "")) return [];
    const fix = allowed.length === 0 ? "Remove it" : `Remove it; allowed are ${allowed.join(", ")}`;
    return [violation(at(name, container), "adds a capability that is not allowed", fix)];
  });
}
