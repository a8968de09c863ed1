import { undecided, violation, type Finding } from "./finding.ts";
import type { KubernetesObject } from "./object.ts";
import { at, checkContainers, podSpecOf, type Container } from "./podSpec.ts";
import { get, isGiven, isPending, items, number, type Field } from "./read.ts";

/** Seconds Kubernetes gives a pod that says nothing. */
const defaultGrace = 30;

/** How pods end: with time to do so, and not before traffic has. */
export function checkTermination(object: KubernetesObject): readonly Finding[] {
  const pod = podSpecOf(object, [])?.field;
  if (pod === undefined) return [];
  const grace = get(pod, "terminationGracePeriodSeconds");
  const killed = number(grace) === 0;
  return [
    ...(isPending(grace) && !isPending(pod) ? [undecided(grace)] : []),
    ...(killed ? [violation(grace, "kills the pod at once", "Give it seconds to end in")] : []),
    ...checkContainers(object, (container) => checkContainer(container, grace), ["containers"]),
  ];
}

function checkContainer(container: Container, grace: Field): readonly Finding[] {
  const preStop = get(container.field, "lifecycle", "preStop");
  const sleep = get(preStop, "sleep", "seconds");
  const given = grace.state === "missing" ? defaultGrace : number(grace);
  if (given !== undefined && given > 0 && (number(sleep) ?? 0) >= given) {
    const fix = "Sleep less, or raise terminationGracePeriodSeconds";
    return [violation(at(sleep, container), `takes all of the ${given} s the pod has to end`, fix)];
  }
  // What nobody calls needs no hook, and who states a grace period has thought of the end.
  if (isGiven(grace) || isGiven(preStop)) return isPending(preStop) ? [undecided(preStop)] : [];
  const ports = get(container.field, "ports");
  if (isPending(ports)) return [undecided(ports)];
  if (items(ports).length === 0) return [];
  if (preStop.state === "unknown") return [undecided(preStop)];
  const problem = "not set, nor is the pod's terminationGracePeriodSeconds";
  return [
    violation(at(preStop, container), problem, "Add a hook that waits, or set how long the pod may take"),
  ];
}
