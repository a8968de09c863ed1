import { ask, checkInput, oneOf } from "./azureInput.ts";
import { alternatives, type Finding } from "./finding.ts";
import { get, type Field } from "./read.ts";

/** What an input of an Azure resource has to be. */
export interface Demand {
  readonly keys: readonly string[];
  readonly is: Values;
  readonly fix: string;
  /** The input may be left out: what Azure then takes will do. */
  readonly optional?: boolean | undefined;
}

/** Values that will do, as text: `true`, `Standard`. ARM does not mind their case. */
type Values = readonly string[];

/** Checks one input below a field; `of` says whose it is when the path alone does not tell. */
export function requireInput(parent: Field, demand: Demand, of?: string): readonly Finding[] {
  const { keys, is, fix, optional = false } = demand;
  return checkInput(get(parent, ...keys), {
    of,
    accepts: oneOf(...is),
    problem: `must be ${alternatives(is) || "left out"}`,
    ...(optional ? {} : { absent: "not set" }),
    fix,
  });
}

/** The field is known and one of these values. */
export function holds(field: Field, ...values: Values): boolean {
  return ask(field, oneOf(...values)) === true;
}
