import { isUnknown } from "../../lib/answer.ts";
import { locate, undecided, violation, type Finding } from "../../lib/finding.ts";
import { azurePolicy } from "../../lib/frameworks.ts";
import { externalParam, isExternal, nameOf } from "../../lib/graph/objects.ts";
import { answersOn, isHeadless, selectingServices } from "../../lib/graph/services.ts";
import { pickWorkloads } from "../../lib/graph/workloads.ts";
import { selectsByMap } from "../../lib/labelSelector.ts";
import { namespaceField, sameNamespace } from "../../lib/object.ts";
import { entries, get, isPending, items, text, type Field } from "../../lib/read.ts";
import { defineStackRule } from "../../lib/rule.ts";
import type { Stack, StackObject } from "../../lib/stack.ts";

export const serviceSelectsWorkload = defineStackRule({
  name: "stack-service-selects-workload",
  description:
    "A Service must select pods of its namespace that have its target ports, by a selector of its own.",
  severity: "medium",
  level: "mandatory",
  framework: azurePolicy("b0fdedee"),
  tags: [
    "kube-linter:dangling-service",
    "kube-linter:invalid-target-ports",
    "kube-score:service-targets-pod",
    "kyverno:require-unique-service-selector",
    "azure-policy:b0fdedee",
  ],
  remediationSteps: "Use the labels of the pod template as selector and one of its ports as targetPort.",
  url: "https://kubernetes.io/docs/concepts/services-networking/service/#defining-a-service",
  params: { external: externalParam },
  check: (stack, { external }) => {
    const services = selectingServices(stack);
    return services.flatMap((service) => {
      const outside = isExternal(external, namespaceField(service), nameOf(service));
      const found = [...(outside ? [] : checkPods(stack, service)), ...checkUnique(service, services)];
      return unlessExternalName(service, found).map((finding) => locate(service, finding));
    });
  },
});

/** An ExternalName Service does not use its selector. */
function unlessExternalName(service: StackObject, findings: readonly Finding[]): readonly Finding[] {
  const type = get(service.body, "spec", "type");
  if (!isPending(type) || findings.every(({ verdict }) => verdict === "undecided")) return findings;
  return [undecided(type), ...findings.filter(({ verdict }) => verdict === "undecided")];
}

function checkPods(stack: Stack, service: StackObject): readonly Finding[] {
  const selector = get(service.body, "spec", "selector");
  if (selector.state === "unknown") return isPending(selector) ? [undecided(selector)] : [];
  const picked = pickWorkloads(stack, service, (labels) => selectsByMap(selector, labels));
  const sure = picked.filter(({ answer }) => answer === true).map(({ workload }) => workload);
  const open = picked.map(({ answer }) => answer).find(isUnknown);
  if (sure.length === 0 && open !== undefined) return [undecided(open)];
  if (sure.length === 0)
    return [
      violation(
        selector,
        "selects no pods of this namespace",
        "Use the labels of the workload's pod template",
      ),
    ];
  const ports = get(service.body, "spec", "ports");
  return [
    ...(isPending(ports) ? [undecided(ports)] : []),
    ...items(ports).flatMap((port) => checkPort(port, sure)),
  ];
}

function checkPort(port: Field, workloads: readonly StackObject[]): readonly Finding[] {
  const answers = workloads.map((workload) => ({ workload, answer: answersOn(workload, port) }));
  const closed = answers.find(({ answer }) => answer === false);
  const open = answers.map(({ answer }) => answer).find(isUnknown);
  if (closed === undefined) return open === undefined ? [] : [undecided(open)];
  const target = get(port, "targetPort");
  const { kind } = closed.workload;
  const name = text(nameOf(closed.workload)) ?? "";
  return [
    violation(
      target.state === "missing" ? get(port, "port") : target,
      `${kind} ${name} has no such port`,
      "Name one of the ports of its containers",
    ),
  ];
}

/** A headless Service next to another one for the same pods is how StatefulSets are served. */
function checkUnique(service: StackObject, services: readonly StackObject[]): readonly Finding[] {
  const selector = get(service.body, "spec", "selector");
  const written = spell(selector);
  const twins = services.filter(
    (other) =>
      other.urn !== service.urn &&
      text(nameOf(other)) !== text(nameOf(service)) &&
      isHeadless(other) === isHeadless(service) &&
      sameNamespace(other, service) === true &&
      written !== undefined &&
      spell(get(other.body, "spec", "selector")) === written,
  );
  if (twins.length === 0) return [];
  const names = twins.map((twin) => text(nameOf(twin)) ?? "").join(", ");
  return [
    violation(
      selector,
      `the same as of Service ${names}`,
      "Keep one Service for these pods, with all their ports",
    ),
  ];
}

/** The selector as comparable text; undefined while part of it is unknown. */
function spell(selector: Field): string | undefined {
  const pairs = entries(selector).map(([key, value]) => [key, text(value)] as const);
  if (pairs.length === 0 || pairs.some(([, value]) => value === undefined)) return undefined;
  return JSON.stringify(pairs.toSorted(([one], [other]) => (one < other ? -1 : 1)));
}
