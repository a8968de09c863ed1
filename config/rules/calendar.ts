/** Whether what an environment uses is still supported: told in time, refused afterwards. */

import { findEntry } from "../calendar/index.ts";
import { removedApis, type RemovedApi } from "../calendar/kubernetesApis.ts";
import { isAtLeast } from "../calendar/compatibility.ts";
import { supportedMinors } from "../calendar/matrix.ts";
import { statusOf, successorOf, type Status, type SupportPlan } from "../calendar/status.ts";
import type { Use } from "../calendar/uses.ts";
import type { Day } from "../day.ts";
import type { Sections } from "../environment.ts";
import type { Report } from "../report.ts";
import { kubernetesApis } from "../versions.ts";

/** Where problems go, by what their path leads into. */
export type Reports = Readonly<Record<Use["from"], Report>>;

interface Context {
  readonly sections: Sections;
  readonly today: Day;
  readonly plan: SupportPlan;
  readonly errors: Reports;
  readonly warnings: Reports;
}

function days(count: number): string {
  return `${count} day${count === 1 ? "" : "s"}`;
}

/** E.g. `Kubernetes 1.34 on AKS ends on 2026-11-30, in 9 days`. */
function wordsOf({ entry, ends = "", daysLeft = 0 }: Status): string {
  if (daysLeft < 0) return `${entry.title} ended on ${ends}, ${days(-daysLeft)} ago`;
  return `${entry.title} ends on ${ends}, ${daysLeft === 0 ? "today" : `in ${days(daysLeft)}`}`;
}

/** What to move to, as a whole sentence. */
function wayOut({ entry }: Status, today: Day, plan: SupportPlan): string {
  const next = successorOf(entry, today, plan);
  if (!next) return `What comes after it is not known here: see ${entry.source}.`;
  const until = next.ends === undefined ? "" : `, supported until ${next.ends}`;
  return `Move to ${next.entry.title}${until}.`;
}

/** The longer support that could be had. */
function longTerm({ entry }: Status, { today, plan }: Context): string {
  if (plan === "AKSLongTermSupport" || entry.ltsEnds === undefined || entry.ltsEnds < today) return "";
  return ` Or set kubernetes.tier: Premium and kubernetes.supportPlan: AKSLongTermSupport, supported until ${entry.ltsEnds}.`;
}

function checkEnded(use: Use, status: Status, context: Context): void {
  const { sections, today, plan, errors, warnings } = context;
  const { id } = status.entry;
  const fix = wayOut(status, today, plan);
  const accepted = sections.calendar?.accept.find((one) => one.id === id);
  if (accepted && accepted.until >= today) {
    const wrong = `${wordsOf(status)}; accepted until ${accepted.until}: ${accepted.reason}`;
    warnings[use.from](use.path, wrong, fix);
    return;
  }
  const [late, again] = accepted
    ? [`, and was accepted until ${accepted.until}`, "renew its entry in"]
    : ["", "accept it for a while in"];
  const override = `Or ${again} calendar.accept: {id: ${id}, reason: <why>, until: <YYYY-MM-DD>}.`;
  errors[use.from](use.path, wordsOf(status) + late, `${fix}${longTerm(status, context)} ${override}`);
}

function checkUse(use: Use, context: Context): void {
  const { today, plan, errors, warnings } = context;
  const entry = findEntry(use.id);
  if (!entry) {
    const fix = use.id.startsWith("kubernetes/")
      ? `Allowed: ${supportedMinors(today, plan).join(", ")}.`
      : "Add it to config/calendar, with its source.";
    errors[use.from](use.path, `is not in the calendar (${use.id})`, fix);
    return;
  }
  const status = statusOf(entry, today, plan);
  if (status.state === "ended") checkEnded(use, status, context);
  if (status.state === "ending") {
    warnings[use.from](use.path, wordsOf(status), wayOut(status, today, plan) + longTerm(status, context));
  }
}

/** Kubernetes APIs the program writes that its Kubernetes does not serve any more. */
export function checkApis(
  minor: string,
  used: readonly string[],
  removed: readonly RemovedApi[],
  report: Report,
): void {
  for (const { apiVersion, removedIn, successor } of removed) {
    if (!used.includes(apiVersion) || !isAtLeast(minor, removedIn)) continue;
    const fix = `Write ${successor} in components, or stay below Kubernetes ${removedIn}.`;
    report(["kubernetes", "version"], `does not serve ${apiVersion} any more, which the program writes`, fix);
  }
}

function checkAccepted({ sections, warnings }: Context, uses: readonly Use[]): void {
  for (const [index, { id }] of (sections.calendar?.accept ?? []).entries()) {
    if (uses.some((use) => use.id === id)) continue;
    warnings.stack(
      ["calendar", "accept", index, "id"],
      "is not used by this environment",
      "Remove the entry.",
    );
  }
}

/**
 * @param uses What the environment uses.
 * @param today Day the environment is looked at.
 */
export function checkCalendar(
  sections: Sections,
  uses: readonly Use[],
  today: Day,
  errors: Reports,
  warnings: Reports,
): void {
  const plan = sections.kubernetes?.supportPlan ?? "KubernetesOfficial";
  const context: Context = { sections, today, plan, errors, warnings };
  for (const use of uses) checkUse(use, context);
  checkAccepted(context, uses);
  if (sections.kubernetes) checkApis(sections.kubernetes.version, kubernetesApis, removedApis, errors.stack);
}
