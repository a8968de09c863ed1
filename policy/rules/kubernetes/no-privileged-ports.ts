import { undecided, violation, type Finding } from "../../lib/finding.ts";
import { kubeLinter } from "../../lib/frameworks.ts";
import { at, checkContainers, workloadKinds, type Container } from "../../lib/podSpec.ts";
import { members } from "../../lib/pss.ts";
import { get, isPending, number, type Field } from "../../lib/read.ts";
import { defineRule } from "../../lib/rule.ts";
import { atLeast } from "../../lib/settings.ts";

const ssh = 22;

export const noPrivilegedPorts = defineRule({
  name: "k8s-no-privileged-ports",
  description: "Containers must listen on ports that need no privilege, and never for SSH.",
  severity: "low",
  level: "advisory",
  framework: kubeLinter("privileged-ports"),
  tags: ["kube-linter:privileged-ports", "kube-linter:ssh-port", "trivy:KSV-0117"],
  remediationSteps: "Listen on a port from 1024 up and let the Service map the well-known port to it.",
  url: "https://kubernetes.io/docs/concepts/services-networking/service/#defining-a-service",
  kinds: workloadKinds,
  params: {
    lowestPort: atLeast(1, 1024, "Lowest port a container may declare; 22 is refused at any value."),
  },
  check: (object, { lowestPort }) =>
    checkContainers(object, (container) =>
      members(get(container.field, "ports")).flatMap((port) =>
        checkPort(get(port, "containerPort"), container, lowestPort),
      ),
    ),
});

function checkPort(field: Field, container: Container, lowest: number): readonly Finding[] {
  if (isPending(field)) return [undecided(field)];
  const port = number(field);
  if (port === ssh)
    return [
      violation(
        at(field, container),
        "is the port of SSH",
        "Remove the SSH server; kubectl debug needs none",
      ),
    ];
  if (port === undefined || port >= lowest) return [];
  const fix = `Listen on ${lowest} or above and map the port in the Service`;
  return [violation(at(field, container), `port ${port} is below ${lowest}`, fix)];
}
