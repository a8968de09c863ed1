const seconds = [365 * 86_400, 30 * 86_400, 7 * 86_400, 86_400, 3600, 60, 1];

/** The look of a duration, for the engine's schema, which knows no lookahead. */
export const durationLook = /^P[0-9YMWDTHS.]*[0-9][YMWDHS]$/;

/** ISO 8601, as Azure writes it: years to days, then hours to seconds. */
const durationPattern =
  /^P(?=.)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

/** Seconds in a duration like `P14D` or `PT30S`; undefined when it is none. A month counts 30 days, a year 365. */
export function parseDuration(written: string): number | undefined {
  const match = durationPattern.exec(written);
  if (match === null) return undefined;
  return seconds.reduce((total, length, index) => total + length * Number(match[index + 1] ?? 0), 0);
}
