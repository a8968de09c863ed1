import type { Answer } from "./answer.ts";
import { undecided, violation, type Finding, type Where } from "./finding.ts";
import type { Field } from "./read.ts";

type Test = (value: unknown) => boolean;

/** Asks an input a question; one that is left out answers `absent`. */
export function ask(field: Field, test: Test, absent = false): Answer {
  if (field.state === "unknown") return field;
  return field.state === "missing" ? absent : test(field.value);
}

/** What a rule asks of one input of an Azure resource. */
export interface InputDemand {
  readonly of?: Where["of"];
  readonly accepts: Test;
  /** What is wrong with a value that is not accepted. */
  readonly problem: string;
  /** What is wrong when the input is left out; without it, Azure's own default is fine. */
  readonly absent?: string;
  readonly fix: string;
}

export function checkInput(field: Field, demand: InputDemand): readonly Finding[] {
  const { of, accepts, problem, absent, fix } = demand;
  if (field.state === "unknown") return [undecided(field)];
  if (field.state === "known")
    return accepts(field.value) ? [] : [violation({ path: field.path, of }, problem, fix)];
  return absent === undefined ? [] : [violation({ path: field.path, of }, absent, fix)];
}

export function isTrue(value: unknown): boolean {
  return value === true;
}

export function isFalse(value: unknown): boolean {
  return value === false;
}

/** Accepts text that says something. */
export function isWritten(value: unknown): boolean {
  return typeof value === "string" && value.trim() !== "";
}

/** Accepts text and booleans by what they say, in any case: Azure itself does not mind it. */
export function oneOf(...values: readonly string[]): Test {
  const lower = values.map((one) => one.toLowerCase());
  return (value) =>
    (typeof value === "string" || typeof value === "boolean") &&
    lower.includes(String(value).trim().toLowerCase());
}

/** Accepts numbers, also when written as text. */
export function between(low: number, high: number): Test {
  return (value) => {
    if (typeof value !== "number" && !isWritten(value)) return false;
    return Number(value) >= low && Number(value) <= high;
  };
}
