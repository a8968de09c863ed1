import { components, supportedMinors } from "../../config/calendar/matrix.ts";
import { survey } from "../../config/calendar/survey.ts";
import { isDay, type Day } from "../../config/day.ts";
import { isError, render, sortedProblems, type Problem } from "../../config/problems.ts";
import { environmentNames, loadOptions } from "../environments.ts";
import { exit, UsageError, type ExitCode } from "../exit.ts";
import { colors, json, table } from "../output.ts";
import { matrixHead, matrixRow } from "./matrixTable.ts";
import { isRefused, rowsOf, type Row, type Surveys } from "./rows.ts";

export interface CalendarOptions {
  readonly env?: string;
  readonly on: string;
  readonly matrix?: true;
  readonly json?: true;
}

/** Prints the calendar of one environment or all. @returns The exit code. */
export function calendar(options: CalendarOptions): ExitCode {
  const { on } = options;
  if (!isDay(on)) throw new UsageError(`--on ${on} is not a day. Use YYYY-MM-DD, e.g. 2027-01-31.`);
  const names = options.env === undefined ? environmentNames() : [options.env];
  const surveys: Surveys = new Map(names.map((name) => [name, survey(loadOptions(name, on))]));
  const problems = [...surveys.values()].flatMap((one) => one.problems);
  process.stdout.write(
    options.json === true ? asJson(surveys, on) : asText(rowsOf(surveys), problems, options),
  );
  return problems.some(isError) ? exit.findings : exit.fine;
}

function stateOf(row: Row, on: Day): string {
  const { state, acceptedUntil } = row;
  if (state === "supported") return colors.green(state);
  if (isRefused(row, on)) return colors.red(state);
  return colors.yellow(state === "ended" ? `ended, accepted until ${acceptedUntil ?? ""}` : state);
}

function endOf({ ends, entry }: Row): string {
  if (ends !== undefined) return ends;
  return entry.endsWith ?? "not published";
}

function asText(rows: readonly Row[], problems: readonly Problem[], { on, matrix }: CalendarOptions): string {
  const lines = rows.map((row) => [
    row.entry.title,
    row.environments.join(", "),
    endOf(row),
    row.daysLeft === undefined ? "" : String(row.daysLeft),
    stateOf(row, on),
    row.successor?.entry.title ?? "",
  ]);
  const parts = [
    `On ${on}:`,
    table(["in use", "environments", "supported until", "days left", "state", "successor"], lines),
    ...sortedProblems(problems).map(
      (problem) => `${isError(problem) ? colors.red("error") : colors.yellow("warning")}: ${render(problem)}`,
    ),
    ...(matrix === true ? [matrixTable(on)] : []),
  ];
  return `${parts.join("\n")}\n`;
}

function matrixTable(on: Day): string {
  const minors = supportedMinors(on, "AKSLongTermSupport");
  return table(
    matrixHead,
    minors.map((minor) => matrixRow(minor, { yes: colors.green("yes"), no: colors.red("no") })),
  );
}

/** For scripts; `version` changes when a field changes its meaning. */
function asJson(surveys: Surveys, on: Day): string {
  const used = [...surveys].flatMap(([environment, { rows }]) =>
    rows.map(({ entry, place, state, ends, daysLeft, successor, acceptedUntil }) => ({
      environment,
      id: entry.id,
      title: entry.title,
      place,
      state,
      ends,
      daysLeft,
      endsWith: entry.endsWith,
      acceptedUntil,
      successor: successor?.entry.id,
      source: entry.source,
      checked: entry.checked,
    })),
  );
  const problems = [...surveys].flatMap(([environment, one]) =>
    one.problems.map((problem) => ({ environment, severity: "error", ...problem })),
  );
  const matrix = supportedMinors(on, "AKSLongTermSupport").map((minor) => ({
    kubernetes: minor,
    fits: Object.fromEntries(components.map(({ title, clash }) => [title, clash(minor) === undefined])),
  }));
  return json({ version: 1, on, used, problems, matrix });
}
