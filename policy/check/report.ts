import type { Result } from "./check.ts";
import type { Fault, Place } from "./documents.ts";

/** Everything one run found. */
export interface Report {
  /** Number of resources that were looked at. */
  readonly checked: number;
  readonly results: readonly Result[];
  readonly faults: readonly Fault[];
  /** Where a result is in the files; undefined in a state file. */
  readonly placeOf: (result: Result) => Place | undefined;
}

/** `error` fails the run, `warning` is advice, `note` is what could not be decided or is exempt. */
export type Severity = "error" | "warning" | "note";

export function severityOf({ level, outcome }: Result): Severity {
  if (outcome !== "violation") return "note";
  return level === "advisory" ? "warning" : "error";
}

/** 0: nothing a mandatory rule refuses; 1: violations of mandatory rules; 2: files that cannot be read. */
export function exitCode({ results, faults }: Report): 0 | 1 | 2 {
  if (faults.length > 0) return 2;
  return results.some((result) => severityOf(result) === "error") ? 1 : 0;
}

/** One line per finding, in the order of the files, and a summary. */
export function asText(report: Report): string {
  const rows = report.results.map((result) => {
    const place = report.placeOf(result);
    const where = place === undefined ? result.urn : `${place.file}:${place.line}:${place.column}`;
    const { message, rule, resource } = result;
    return {
      place,
      line: `${where}: ${severityOf(result)}: ${resource}: ${message} [${rule.name}]`,
    };
  });
  const faults = report.faults.map((fault) => ({
    place: fault,
    line: `${fault.file}:${fault.line}:${fault.column}: error: ${fault.message}`,
  }));
  const lines = [...faults, ...rows].sort((a, b) => order(a.place, b.place)).map(({ line }) => line);
  return [...lines, summary(report)].join("\n");
}

function summary(report: Report): string {
  const count = (severity: Severity) =>
    report.results.filter((result) => severityOf(result) === severity).length +
    (severity === "error" ? report.faults.length : 0);
  const counts = (["error", "warning", "note"] as const).map((severity) => plural(count(severity), severity));
  return `${plural(report.checked, "resource")} checked: ${counts.join(", ")}.`;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

function order(a: Place | undefined, b: Place | undefined): number {
  if (a === undefined || b === undefined) return Number(b !== undefined) - Number(a !== undefined);
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || a.column - b.column;
}

/** For scripts; `version` changes when a field changes its meaning. */
export function asJson(report: Report): string {
  const results = report.results.map((result) => ({
    rule: result.rule.name,
    severity: severityOf(result),
    resource: result.resource,
    urn: result.urn,
    path: result.finding.path,
    outcome: result.outcome,
    message: result.message,
    ...report.placeOf(result),
  }));
  return JSON.stringify(
    { version: 1, checked: report.checked, exitCode: exitCode(report), results, faults: report.faults },
    undefined,
    2,
  );
}
