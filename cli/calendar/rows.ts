/** What environments use, merged: one row for each version and end, whoever uses it. */

import { subjectOf, subjects } from "../../config/calendar/entry.ts";
import type { Survey, SurveyRow } from "../../config/calendar/survey.ts";
import type { Day } from "../../config/day.ts";

export interface Row extends SurveyRow {
  readonly environments: readonly string[];
}

/** Surveys by environment. */
export type Surveys = ReadonlyMap<string, Survey>;

const order = Object.keys(subjects);

/** By subject; within one, what ends first comes first, and what has no end last. */
export function rowsOf(surveys: Surveys): readonly Row[] {
  const all = [...surveys].flatMap(([environment, { rows }]) => rows.map((row) => ({ environment, row })));
  const groups = Map.groupBy(
    all,
    ({ row }) => `${row.entry.id} ${row.ends ?? ""} ${row.acceptedUntil ?? ""}`,
  );
  const rows = [...groups.values()].flatMap((group) => {
    const environments = group.map(({ environment }) => environment);
    return group[0] ? [{ ...group[0].row, environments }] : [];
  });
  return rows.sort(
    (a, b) =>
      order.indexOf(subjectOf(a.entry)) - order.indexOf(subjectOf(b.entry)) ||
      (a.daysLeft ?? Infinity) - (b.daysLeft ?? Infinity),
  );
}

/** Whether it stops a preview on that day. */
export function isRefused({ state, acceptedUntil }: SurveyRow, today: Day): boolean {
  return state === "ended" && (acceptedUntil === undefined || acceptedUntil < today);
}
