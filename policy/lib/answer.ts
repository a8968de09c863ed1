import { items, text, type Field, type Unknown } from "./read.ts";

/** Yes, no, or the value that would have to be known to tell. */
export type Answer = boolean | Unknown;

/** One no decides, whatever else is unknown; yes when there is nothing to ask. */
export function all(answers: readonly Answer[]): Answer {
  return answers.includes(false) ? false : (answers.find(isUnknown) ?? true);
}

/** One yes decides, whatever else is unknown; no when there is nothing to ask. */
export function any(answers: readonly Answer[]): Answer {
  return answers.includes(true) ? true : (answers.find(isUnknown) ?? false);
}

/** Some element of the list fits; unknown while the list is. */
export function anyItem(list: Field, fits: (item: Field) => Answer): Answer {
  return list.state === "unknown" ? list : any(items(list).map(fits));
}

export function not(answer: Answer): Answer {
  return typeof answer === "boolean" ? !answer : answer;
}

/** The field holds this text. */
export function is(field: Field, written: string): Answer {
  return field.state === "unknown" ? field : text(field) === written;
}

/** Both fields hold the same text; two missing ones do not. */
export function same(one: Field, other: Field): Answer {
  if (one.state === "missing" || other.state === "missing") return false;
  const hidden = [one, other].find(isUnknown);
  if (hidden !== undefined) return hidden;
  const written = text(one);
  return written !== undefined && written === text(other);
}

export function isUnknown(answer: Answer | Field): answer is Unknown {
  return typeof answer === "object" && answer.state === "unknown";
}
