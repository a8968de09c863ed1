import { any, type Answer } from "./answer.ts";
import { checkNumber } from "./bounds.ts";
import { undecided, violation, type Finding } from "./finding.ts";
import { get, isPending, items, number, text, type Field } from "./read.ts";

/** Triggers that ask nothing outside the cluster, and so do not fail for its reasons. */
const internalTriggers = ["cpu", "memory", "cron", "kubernetes-workload"];

/** What a ScaledObject does when what it asks does not answer. */
export function checkFallback(spec: Field): readonly Finding[] {
  const fallback = get(spec, "fallback");
  if (fallback.state === "known")
    return checkNumber(get(fallback, "replicas"), {
      least: 1,
      most: number(get(spec, "maxReplicaCount")),
      required: "so the workload stops when a trigger fails",
      fix: "Name a number of pods that keeps the work going",
    });
  const needed = needsFallback(get(spec, "triggers"));
  if (needed === false) return [];
  if (fallback.state === "unknown") return [undecided(fallback)];
  if (typeof needed === "object") return [undecided(needed)];
  const problem = "not set, so a trigger that fails stops the scaling";
  return [violation(fallback, problem, "Set failureThreshold and replicas")];
}

/** An idle count is the step below the minimum. */
export function checkIdle(spec: Field, min: number | undefined): readonly Finding[] {
  const idle = get(spec, "idleReplicaCount");
  if (isPending(idle)) return [undecided(idle)];
  const count = number(idle);
  if (count === undefined || min === undefined || count < min) return [];
  return [violation(idle, "not below minReplicaCount", "Set it to 0, and minReplicaCount above")];
}

function needsFallback(triggers: Field): Answer {
  const unseen = isPending(triggers) ? [triggers] : [];
  return any([...items(triggers).map(isExternal), ...unseen]);
}

/** KEDA falls back for averages alone, which are the default. */
function isExternal(trigger: Field): Answer {
  const [type, metric] = [get(trigger, "type"), get(trigger, "metricType")];
  if (internalTriggers.includes(text(type) ?? "") || text(metric) === "Value") return false;
  if (isPending(type)) return type;
  return isPending(metric) ? metric : true;
}
