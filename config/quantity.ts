/**
 * Kubernetes quantities as exact whole numbers: CPU in millicores, memory and storage in bytes.
 * Accepted: digits with an optional fraction, then an optional suffix (`m`, `k` to `E`, `Ki` to `Ei`) or exponent.
 */

const decimal = { m: -3n, "": 0n, k: 3n, M: 6n, G: 9n, T: 12n, P: 15n, E: 18n } as const;
const binary = { Ki: 1n, Mi: 2n, Gi: 3n, Ti: 4n, Pi: 5n, Ei: 6n } as const;
export const quantityForm =
  /^(\d{1,18})(?:\.(\d{1,9}))?(?:(m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei)|[eE]([+-]?\d{1,2}))?$/;

/** `text` times 10^`scale`. Throws RangeError if that is no quantity, no whole number or above 2^53. */
function whole(text: string, scale: bigint): number {
  const match = quantityForm.exec(text);
  if (!match)
    throw new RangeError(`"${text}" is not a Kubernetes quantity; write e.g. 250m, 2, 128Mi or 1.5Gi`);
  const [, integer = "", fraction = "", suffix = "", exponent = "0"] = match;
  let power = scale - BigInt(fraction.length) + BigInt(exponent);
  let value = BigInt(integer + fraction);
  if (suffix in binary) value *= 1024n ** binary[suffix as keyof typeof binary];
  else power += decimal[suffix as keyof typeof decimal];
  const divisor = power < 0n ? 10n ** -power : 1n;
  const product = power > 0n ? value * 10n ** power : value;
  if (product % divisor !== 0n)
    throw new RangeError(`"${text}" is finer than the smallest unit (1m of CPU, 1 byte)`);
  const result = product / divisor;
  if (result > BigInt(Number.MAX_SAFE_INTEGER))
    throw new RangeError(`"${text}" is too large (above 2^53 units)`);
  return Number(result);
}

/** CPU in millicores, e.g. `250m` is 250 and `1.5` is 1500. Throws RangeError. */
export function parseCpu(text: string): number {
  return whole(text, 3n);
}

/** Memory or storage in bytes, e.g. `1Ki` is 1024 and `1k` is 1000. Throws RangeError. */
export function parseBytes(text: string): number {
  return whole(text, 0n);
}

/** Millicores in their shortest exact form: 2000 is `2`, 250 is `250m`. */
export function formatCpu(millicores: number): string {
  return millicores % 1000 === 0 ? String(millicores / 1000) : `${millicores}m`;
}

/** Bytes in the largest binary unit that is exact: 536870912 is `512Mi`. */
export function formatBytes(bytes: number): string {
  if (bytes === 0) return "0";
  const units = Object.keys(binary).reverse();
  for (const [index, unit] of units.entries()) {
    const size = 1024 ** (units.length - index);
    if (bytes % size === 0) return `${bytes / size}${unit}`;
  }
  return String(bytes);
}

/** Negative if `a` is less than `b`, 0 if both are the same amount, e.g. `1000m` and `1`. Throws RangeError. */
export function compareCpu(a: string, b: string): number {
  return parseCpu(a) - parseCpu(b);
}

/** As {@link compareCpu}, for memory and storage. */
export function compareBytes(a: string, b: string): number {
  return parseBytes(a) - parseBytes(b);
}

/** Total of CPU quantities; `0` of none. Throws RangeError. */
export function sumCpu(quantities: readonly string[]): string {
  return formatCpu(quantities.reduce((total, quantity) => total + parseCpu(quantity), 0));
}

/** Total of memory or storage quantities; `0` of none. Throws RangeError. */
export function sumBytes(quantities: readonly string[]): string {
  return formatBytes(quantities.reduce((total, quantity) => total + parseBytes(quantity), 0));
}
