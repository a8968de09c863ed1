import { undecided, violation, type Finding } from "../../lib/finding.ts";
import { kubeScore } from "../../lib/frameworks.ts";
import { at, checkContainers, workloadKinds, type Container } from "../../lib/podSpec.ts";
import { parseQuantity } from "../../lib/quantity.ts";
import { get, isPending, text, type Field } from "../../lib/read.ts";
import { defineRule } from "../../lib/rule.ts";

const resource = "ephemeral-storage";

export const ephemeralStorageLimits = defineRule({
  name: "k8s-ephemeral-storage-limits",
  description: "Containers must limit what they write to the node's disk.",
  severity: "low",
  level: "advisory",
  framework: kubeScore("container-ephemeral-storage-request-and-limit"),
  tags: ["kube-score:container-ephemeral-storage-request-and-limit"],
  remediationSteps: "Set resources.limits.ephemeral-storage; logs and emptyDir volumes count towards it.",
  url: "https://kubernetes.io/docs/concepts/storage/ephemeral-storage/",
  kinds: workloadKinds,
  params: {},
  // Kubernetes refuses resources on ephemeral containers.
  check: (object) => checkContainers(object, checkStorage, ["containers", "initContainers"]),
});

/** A limit alone will do: Kubernetes requests as much when nothing is requested. */
function checkStorage(container: Container): readonly Finding[] {
  const limit = get(container.field, "resources", "limits", resource);
  const request = get(container.field, "resources", "requests", resource);
  const limited = quantityOf(limit);
  const requested = quantityOf(request);
  const found = [...checkQuantity(limit, container), ...(isPending(request) ? [undecided(request)] : [])];
  if (limit.state === "missing")
    found.push(violation(at(limit, container), "not set", "Set it to what the container writes, e.g. 256Mi"));
  if (limit.state === "unknown") found.push(undecided(limit));
  found.push(...checkQuantity(request, container));
  if (limited !== undefined && requested !== undefined && requested > limited)
    found.push(violation(at(limit, container), "lower than the request", "Raise it to the request or above"));
  return found;
}

function checkQuantity(field: Field, container: Container): readonly Finding[] {
  if (field.state !== "known" || quantityOf(field) !== undefined) return [];
  return [violation(at(field, container), "is no Kubernetes quantity", "Write it like 500M, 256Mi or 1Gi")];
}

function quantityOf(field: Field): number | undefined {
  return parseQuantity(text(field) ?? "");
}
