import type { Answer } from "./answer.ts";
import type { Unknown } from "./read.ts";
import type { Located } from "./stack.ts";

/** What a rule says of one place in one object. Messages name paths and names, never a value that may be secret. */
export interface Finding {
  readonly verdict: "violation" | "undecided";
  readonly path: string;
  readonly message: string;
}

/** Where a violation is: a field, and whose it is when the path alone does not tell. */
export interface Where {
  readonly path: string;
  /** E.g. `container web`. */
  readonly of?: string | undefined;
}

/** `problem` says what is wrong, `fix` what to do; both without the full stop. */
export function violation({ path, of }: Where, problem: string, fix: string): Finding {
  const place = of === undefined ? path : `${path} (${of})`;
  return { verdict: "violation", path, message: `${place}: ${problem}. ${fix}.` };
}

/** `a, b or c`. */
export function alternatives(values: readonly string[]): string {
  return values.join(", ").replace(/, (?!.*, )/, " or ");
}

/** The rule needs a value that it cannot see. */
export function undecided(field: Unknown): Finding {
  const reason = field.cause === "preview" ? "known only after the update" : "left as it is by this patch";
  return { verdict: "undecided", path: field.source, message: `${field.source}: ${reason}` };
}

/** Drops the findings if the answer is yes; while it is unknown, violations are no more than a question. */
export function unless(answer: Answer, findings: readonly Finding[]): readonly Finding[] {
  if (answer === true) return [];
  const questions = findings.filter((finding) => finding.verdict === "undecided");
  if (answer === false || questions.length === findings.length) return findings;
  return [undecided(answer), ...questions];
}

/** The same finding only once: one unknown value can be met on many roads. */
export function distinct(findings: readonly Finding[]): readonly Finding[] {
  return [...new Map(findings.map((finding) => [finding.message, finding])).values()];
}

/** A finding of a stack rule about one resource. */
export function locate<F extends Finding>({ urn, resource }: Located, finding: F): F & Located {
  return { ...finding, urn, resource };
}
