import { undecided, violation, type Finding } from "./finding.ts";
import { number, type Field } from "./read.ts";

/** What a number has to be. */
export interface Bounds {
  readonly least?: number | undefined;
  readonly most?: number | undefined;
  /** What happens without it; absent: it may be left out. */
  readonly required?: string | undefined;
  readonly fix: string;
}

/** Checks one number of an object. */
export function checkNumber(field: Field, { least, most, required, fix }: Bounds): readonly Finding[] {
  if (field.state === "unknown")
    return required !== undefined || field.cause === "preview" ? [undecided(field)] : [];
  if (field.state === "missing")
    return required === undefined ? [] : [violation(field, `not set, ${required}`, fix)];
  const value = number(field);
  if (value === undefined) return [violation(field, "is no number", fix)];
  if (least !== undefined && value < least) return [violation(field, `below ${least}`, fix)];
  return most !== undefined && value > most ? [violation(field, `above ${most}`, fix)] : [];
}
