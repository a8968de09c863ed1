/**
 * Building blocks of the schemas. Every block takes a hint: the whole sentence that tells what is allowed.
 * It becomes the `fix` of whatever is wrong with the field (config/issues.ts), and, as `errorMessage` in its metadata,
 * what editors and the page of all fields say (config/schema).
 */

import { z } from "zod";
import { isDay } from "./day.ts";
import { isIpv4, parseRange } from "./ranges.ts";
import { didYouMean } from "./suggest.ts";
import { parseBytes, parseCpu, quantityForm } from "./quantity.ts";

/** Message of a check that names its own fault: what is wrong, and the hint. */
export function fault(wrong: string, fix: string): string {
  return `${wrong}\n${fix}`;
}

/**
 * A map with these keys and no other.
 * @param also Keys that are allowed but taken out before the check: named in messages.
 */
export function strict<S extends z.core.$ZodLooseShape>(shape: S, also: readonly string[] = []) {
  const allowed = [...Object.keys(shape), ...also].sort().join(", ");
  return z.strictObject(shape, {
    error: ({ code }) => (code === "unrecognized_keys" ? allowed : `Write a map; its keys: ${allowed}.`),
  });
}

export function text(form: RegExp, hint: string) {
  return z.string(hint).regex(form, hint).meta({ errorMessage: hint });
}

/** A whole number within bounds, both included. */
export function whole(min: number, max: number, unit = "") {
  const hint = `Use a whole number${unit && ` of ${unit}`} from ${min} to ${max}.`;
  return z.int(hint).min(min, hint).max(max, hint).meta({ errorMessage: hint });
}

export function choice<const V extends readonly string[]>(...values: V) {
  const hint = `Allowed: ${values.join(", ")}.`;
  return z.enum(values, hint).meta({ errorMessage: hint });
}

/** One of names that are too many, or not the schema's own, to be a `choice`. */
export function known(names: readonly string[], wrong: string, hint: string) {
  return z
    .string(hint)
    .superRefine((name, context) => {
      if (names.includes(name)) return;
      context.addIssue({ code: "custom", message: fault(wrong, didYouMean(name, names) + hint) });
    })
    .meta({ enum: [...names], errorMessage: hint });
}

/** A list; with `min` 1 not an empty one. No value may stand in it twice. */
export function list<T extends z.ZodType>(item: T, hint: string, min = 0) {
  return z
    .array(item, hint)
    .min(min, hint)
    .refine(
      (items) => new Set(items).size === items.length,
      fault("has the same value twice", `Remove one. ${hint}`),
    )
    .meta({ uniqueItems: true, errorMessage: hint });
}

/** Words of a command line: the same word may come again. */
export const words = z
  .array(z.string("Write text; quote numbers."), 'Write a list of text, e.g. ["--verbose"].')
  .meta({ errorMessage: 'Write a list of text, e.g. ["--verbose"].' });

/** A map with any keys of a form. */
export function mapOf<T extends z.ZodType>(key: z.core.$ZodType<string, string>, value: T, hint: string) {
  return z.record(key, value, hint).meta({ errorMessage: hint });
}

/** A listener of the gateway is called `https-<host>` and may have 253 characters. */
const longestHost = 247;
const hostForm = (longest: number) =>
  new RegExp(`^(?=.{1,${longest}}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$`);
const hostHint = "Use a lower-case DNS name without wildcard, e.g. todo.example.com.";
export const host = text(hostForm(longestHost), hostHint);
/** The name of a tenant and a dot have to fit before it. */
export const zone = text(hostForm(longestHost - 21), hostHint);

const guidHint = "Use the object id of an Entra group, e.g. 3f1c2a9e-5b7d-4c1f-9e0a-2d6b8c4f7a11.";
export const group = text(/^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/, guidHint).refine(
  (id) => !/^[0-]+$/.test(id),
  fault("is the empty GUID", guidHint),
);

const rangeHint = "Use an IPv4 range that starts at its first address, e.g. 10.224.0.0/12.";
export const range = z
  .string(rangeHint)
  .refine((written) => parseRange(written) !== undefined, {
    error: fault("is not an IPv4 range", rangeHint),
  })
  .meta({ errorMessage: rangeHint });

const addressHint = "Use an IPv4 address, e.g. 10.0.0.10.";
export const address = z
  .string(addressHint)
  .refine(isIpv4, fault("is not an IPv4 address", addressHint))
  .meta({ errorMessage: addressHint });

function quantity(parse: (text: string) => number, hint: string) {
  const usable = z.string(hint).refine(
    (written) => {
      try {
        return parse(written) > 0;
      } catch {
        return false;
      }
    },
    fault("is not a usable quantity", hint),
  );
  return z
    .preprocess((written) => (typeof written === "number" ? String(written) : written), usable)
    .meta({ type: ["string", "number"], pattern: quantityForm.source, errorMessage: hint });
}

export const cpu = quantity(parseCpu, "Use cores above 0 as a Kubernetes quantity, e.g. 250m or 2.");
export const bytes = quantity(parseBytes, "Use bytes above 0 as a Kubernetes quantity, e.g. 512Mi or 10Gi.");

const dayHint = "Use a day as YYYY-MM-DD, e.g. 2027-01-31.";
export const day = z.string(dayHint).refine(isDay, fault("is not a day", dayHint));

export const yesNo = z.boolean("Use true or false.").meta({ errorMessage: "Use true or false." });
