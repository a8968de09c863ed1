/** A calendar day in UTC, `YYYY-MM-DD`. Days compare as text. */
export type Day = string;

const millisecondsPerDay = 24 * 60 * 60 * 1000;

function millisecondsOf(day: Day): number {
  return Date.parse(`${day}T00:00:00Z`);
}

/** The day of a moment. */
export function utcDay(moment: Date): Day {
  return moment.toISOString().slice(0, 10);
}

/** Whether a text is a day that exists: 2027-02-29 does not. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const milliseconds = millisecondsOf(text);
  return !Number.isNaN(milliseconds) && utcDay(new Date(milliseconds)) === text;
}

/** Whole days from one day to another; negative if `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return (millisecondsOf(to) - millisecondsOf(from)) / millisecondsPerDay;
}
