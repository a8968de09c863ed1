import { undecided, violation, type Finding } from "../../lib/finding.ts";
import { azurePolicy } from "../../lib/frameworks.ts";
import { at, checkContainers, workloadKinds, type Container } from "../../lib/podSpec.ts";
import { parseQuantity, quantityPattern } from "../../lib/quantity.ts";
import { get, text, type Field } from "../../lib/read.ts";
import { defineRule } from "../../lib/rule.ts";
import { flag, matching, optionalAtLeast } from "../../lib/settings.ts";

/** What a container has to ask for of one resource. */
interface Demand {
  readonly resource: "cpu" | "memory";
  readonly floor: string;
  readonly limitRequired: boolean;
  readonly maxRatio: number | undefined;
}

export const resourcesRequestsLimits = defineRule({
  name: "k8s-resources-requests-limits",
  description:
    "Containers must request and limit CPU and memory, above the floor of AKS deployment safeguards.",
  severity: "medium",
  level: "mandatory",
  framework: azurePolicy("e345eecc"),
  tags: [
    "kube-linter:unset-cpu-requirements",
    "kube-linter:unset-memory-requirements",
    "kube-score:container-resources",
    "kyverno:require-pod-requests-limits",
    "checkov:CKV_K8S_10",
    "checkov:CKV_K8S_11",
    "checkov:CKV_K8S_12",
    "checkov:CKV_K8S_13",
    "trivy:KSV-0011",
    "trivy:KSV-0015",
    "trivy:KSV-0016",
    "trivy:KSV-0018",
    "azure-policy:03a4ecdb",
  ],
  remediationSteps: "Set resources.requests and resources.limits for cpu and memory on every container.",
  url: "https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/",
  kinds: workloadKinds,
  params: {
    requireCpuLimit: flag(true, "Demand a CPU limit; memory always needs one."),
    minCpu: matching(quantityPattern, "100m", "Least CPU to request, a Kubernetes quantity."),
    minMemory: matching(quantityPattern, "100Mi", "Least memory to request, a Kubernetes quantity."),
    maxRatio: optionalAtLeast(1, "Highest quotient of limit and request; no bound when absent."),
  },
  check: (object, { requireCpuLimit, minCpu, minMemory, maxRatio }) => {
    const demands: readonly Demand[] = [
      { resource: "cpu", floor: minCpu, limitRequired: requireCpuLimit, maxRatio },
      { resource: "memory", floor: minMemory, limitRequired: true, maxRatio },
    ];
    // Kubernetes refuses resources on ephemeral containers.
    return checkContainers(
      object,
      (container) => demands.flatMap((demand) => checkDemand(container, demand)),
      ["containers", "initContainers"],
    );
  },
});

function checkDemand(container: Container, demand: Demand): readonly Finding[] {
  const { resource, floor, limitRequired, maxRatio } = demand;
  const request = get(container.field, "resources", "requests", resource);
  const limit = get(container.field, "resources", "limits", resource);
  const requested = quantityOf(request);
  const limited = quantityOf(limit);
  const low = parseQuantity(floor) ?? 0;
  const found = [...present(request, container, true), ...present(limit, container, limitRequired)];
  if (requested !== undefined && requested < low)
    found.push(violation(at(request, container), `below the floor of ${floor}`, `Request at least ${floor}`));
  if (requested === undefined && limited !== undefined && limited < low)
    found.push(violation(at(limit, container), `below the floor of ${floor}`, `Allow at least ${floor}`));
  if (requested === undefined || limited === undefined) return found;
  if (requested > limited)
    found.push(violation(at(limit, container), "lower than the request", "Raise it to the request or above"));
  if (maxRatio !== undefined && limited > requested * maxRatio)
    found.push(
      violation(
        at(limit, container),
        `more than ${maxRatio} times the request`,
        "Bring the two closer together",
      ),
    );
  return found;
}

function present(field: Field, container: Container, required: boolean): Finding[] {
  if (field.state === "unknown") return required || field.cause === "preview" ? [undecided(field)] : [];
  if (field.state === "missing")
    return required ? [violation(at(field, container), "not set", "Set it to what the container needs")] : [];
  if (quantityOf(field) !== undefined) return [];
  return [
    violation(at(field, container), "is no Kubernetes quantity", "Write it like 250m, 0.5, 128Mi or 1Gi"),
  ];
}

function quantityOf(field: Field): number | undefined {
  const written = text(field);
  return written === undefined ? undefined : parseQuantity(written);
}
