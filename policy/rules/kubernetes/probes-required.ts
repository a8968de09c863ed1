import { undecided, violation, type Finding } from "../../lib/finding.ts";
import { azurePolicy } from "../../lib/frameworks.ts";
import { at, checkContainers, workloadKinds, type Container } from "../../lib/podSpec.ts";
import { patienceOf, questionOf, undeclaredPort } from "../../lib/probes.ts";
import { get, isGiven, isPending, number, text, type Field } from "../../lib/read.ts";
import { defineRule } from "../../lib/rule.ts";
import { atLeast, strings } from "../../lib/settings.ts";

export const probesRequired = defineRule({
  name: "k8s-probes-required",
  description:
    "Containers and sidecars must have a readiness and a liveness probe that tell two things apart.",
  severity: "medium",
  level: "mandatory",
  framework: azurePolicy("b1a9997f"),
  tags: [
    "kube-linter:no-liveness-probe",
    "kube-linter:no-readiness-probe",
    "kube-linter:liveness-port",
    "kube-linter:readiness-port",
    "kube-score:pod-probes",
    "kube-score:pod-probes-identical",
    "kyverno:require-probes",
    "kyverno:ensure-probes-different",
    "checkov:CKV_K8S_8",
    "checkov:CKV_K8S_9",
    "azure-policy:b1a9997f",
  ],
  remediationSteps:
    "Give every container a readinessProbe and a livenessProbe, and a startupProbe if it starts slowly.",
  url: "https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/",
  kinds: workloadKinds,
  params: {
    exemptKinds: strings(["Job", "CronJob", "ScaledJob"], "Kinds whose pods end by themselves."),
    maxInitialDelaySeconds: atLeast(
      0,
      30,
      "Longest initial delay of a livenessProbe without a startupProbe.",
    ),
  },
  check: (object, { exemptKinds, maxInitialDelaySeconds }) => {
    if (exemptKinds.includes(object.kind)) return [];
    const check = (container: Container) => checkContainer(container, maxInitialDelaySeconds);
    return checkContainers(object, check, ["containers", "initContainers"]);
  },
});

function checkContainer(container: Container, maxDelay: number): readonly Finding[] {
  if (container.list === "initContainers") {
    const restart = get(container.field, "restartPolicy");
    if (isPending(restart)) return [undecided(restart)];
    // Only a sidecar keeps running beside the containers.
    if (text(restart) !== "Always") return [];
  }
  const readiness = get(container.field, "readinessProbe");
  const liveness = get(container.field, "livenessProbe");
  const startup = get(container.field, "startupProbe");
  return [
    ...required(readiness, container),
    ...required(liveness, container),
    ...[readiness, liveness, startup].flatMap((probe) => declaredPort(probe, container)),
    ...different(readiness, liveness, container),
    ...slowStart(liveness, startup, container, maxDelay),
  ];
}

function required(probe: Field, container: Container): readonly Finding[] {
  if (probe.state === "unknown") return [undecided(probe)];
  if (probe.state === "missing") return [violation(at(probe, container), "not set", "Add one")];
  const question = questionOf(probe, container.field);
  if (question === undefined) {
    // A patch may leave the question as it is.
    if (probe.partial) return [];
    return [violation(at(probe, container), "asks nothing", "Add httpGet, tcpSocket, grpc or exec")];
  }
  return typeof question === "string" ? [] : [undecided(question)];
}

function declaredPort(probe: Field, container: Container): readonly Finding[] {
  const port = undeclaredPort(probe, container.field);
  if (port === undefined) return [];
  if (port.state === "unknown") return [undecided(port)];
  return [violation(at(port, container), "no port of the container has this name", "Declare it under ports")];
}

/** A failing dependency should take a container out of rotation, not restart it. */
function different(readiness: Field, liveness: Field, container: Container): readonly Finding[] {
  const question = questionOf(liveness, container.field);
  if (typeof question !== "string" || question !== questionOf(readiness, container.field)) return [];
  const patience = patienceOf(liveness);
  const shorter = patienceOf(readiness);
  if (patience === undefined || shorter === undefined || patience > shorter) return [];
  const fix = "Ask something else, or give it a higher failureThreshold than readinessProbe";
  return [violation(at(liveness, container), "same question as readinessProbe, and no more patient", fix)];
}

function slowStart(
  liveness: Field,
  startup: Field,
  container: Container,
  maxDelay: number,
): readonly Finding[] {
  const delay = get(liveness, "initialDelaySeconds");
  if (isGiven(startup) || (number(delay) ?? 0) <= maxDelay) return [];
  if (startup.state === "unknown") return [undecided(startup)];
  return [violation(at(delay, container), `longer than ${maxDelay} s`, "Wait with a startupProbe instead")];
}
