import { daysBetween, type Day } from "../day.ts";
import type { KubernetesSettings } from "../types.ts";
import type { Entry } from "./entry.ts";
import { findEntry } from "./index.ts";

/** Days before an end from which on everybody is told. */
export const notice = 90;

export type SupportPlan = KubernetesSettings["supportPlan"];

/** How long something is still supported, seen from one day. */
export interface Status {
  readonly entry: Entry;
  /** `ending`: within the last 90 days, the last one included. */
  readonly state: "supported" | "ending" | "ended";
  /** Last day of support under the environment's plan; absent: none is published. */
  readonly ends?: Day;
  /** Days until then: 0 on the last day, negative afterwards. */
  readonly daysLeft?: number;
}

/** @param plan Under long-term support its later end counts, where there is one. */
export function statusOf(entry: Entry, today: Day, plan: SupportPlan): Status {
  const ends = (plan === "AKSLongTermSupport" ? entry.ltsEnds : undefined) ?? entry.ends;
  if (ends === undefined) return { entry, state: "supported" };
  const daysLeft = daysBetween(today, ends);
  return { entry, ends, daysLeft, state: stateOf(daysLeft) };
}

function stateOf(daysLeft: number): Status["state"] {
  if (daysLeft < 0) return "ended";
  return daysLeft <= notice ? "ending" : "supported";
}

/** What to move to: the first successor that has not ended itself. */
export function successorOf(entry: Entry, today: Day, plan: SupportPlan): Status | undefined {
  const next = entry.successor === undefined ? undefined : findEntry(entry.successor);
  if (!next) return undefined;
  const status = statusOf(next, today, plan);
  return status.state === "ended" ? successorOf(next, today, plan) : status;
}
