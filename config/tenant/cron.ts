/** Five-field cron expressions, as Kubernetes reads them. */

interface Field {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  /** Names that stand for `min`, `min` + 1, ... */
  readonly names?: readonly string[];
}

const fields: readonly Field[] = [
  { name: "minute", min: 0, max: 59 },
  { name: "hour", min: 0, max: 23 },
  { name: "day of month", min: 1, max: 31 },
  { name: "month", min: 1, max: 12, names: "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split(" ") },
  { name: "day of week", min: 0, max: 6, names: "SUN MON TUE WED THU FRI SAT".split(" ") },
];

function number(text: string, { min, max, names }: Field): number | undefined {
  const named = names?.indexOf(text.toUpperCase()) ?? -1;
  const value = named >= 0 ? min + named : /^\d{1,2}$/.test(text) ? Number(text) : Number.NaN;
  return value >= min && value <= max ? value : undefined;
}

function isTerm(term: string, field: Field): boolean {
  const [span = "", step, ...rest] = term.split("/");
  if (rest.length > 0) return false;
  if (step !== undefined && !(/^\d{1,2}$/.test(step) && Number(step) >= 1)) return false;
  if (span === "*") return true;
  const [from = "", to, ...more] = span.split("-");
  const start = number(from, field);
  const end = to === undefined ? start : number(to, field);
  return more.length === 0 && start !== undefined && end !== undefined && start <= end;
}

/** What is wrong with a schedule, e.g. `hour "24" is not within 0-23`; undefined if nothing is. */
export function cronFault(schedule: string): string | undefined {
  const parts = schedule.trim().split(/\s+/);
  if (parts.length !== fields.length) return "is not made of 5 fields";
  for (const [index, field] of fields.entries()) {
    const part = parts[index] ?? "";
    if (part.split(",").every((term) => isTerm(term, field))) continue;
    return `${field.name} "${part}" is not within ${field.min}-${field.max}`;
  }
  return undefined;
}

/** Whether the text is an IANA time zone, e.g. `Europe/Berlin`; offsets such as `+01:00` are not. */
export function isTimeZone(text: string): boolean {
  if (!/^[A-Z][A-Za-z]*(\/[A-Za-z0-9_+-]+)*$/.test(text)) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: text });
    return true;
  } catch {
    return false;
  }
}
