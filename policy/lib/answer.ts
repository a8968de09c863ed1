import { text, type Field, type Unknown } from "./read.ts";

/** Yes, no, or the value that hides which. */
export type Answer = boolean | Unknown;

/** One no decides, whatever else is unknown. */
export function all(answers: readonly Answer[]): Answer {
  return answers.includes(false) ? false : (answers.find(isHidden) ?? true);
}

/** One yes decides, whatever else is unknown. */
export function any(answers: readonly Answer[]): Answer {
  return answers.includes(true) ? true : (answers.find(isHidden) ?? false);
}

/** The field holds this text. */
export function is(field: Field, written: string): Answer {
  return field.state === "unknown" ? field : text(field) === written;
}

function isHidden(answer: Answer): answer is Unknown {
  return typeof answer === "object";
}
