const multiples: Readonly<Record<string, number>> = {
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/** Divided by, not multiplied with the inverse: so `700m` equals `0.7`. */
const fractions: Readonly<Record<string, number>> = { n: 1e9, u: 1e6, m: 1e3 };

export const quantityPattern = /^([+-]?(?:\d+\.?\d*|\.\d+))(?:([numkMGTPE]|[KMGTPE]i)|[eE]([+-]?\d{1,3}))?$/;

/** The number a Kubernetes quantity stands for; undefined when it is none. */
export function parseQuantity(written: string): number | undefined {
  const match = quantityPattern.exec(written);
  if (match === null) return undefined;
  const [, digits = "", suffix = "", exponent = "0"] = match;
  return (Number(digits) * (multiples[suffix] ?? 1) * 10 ** Number(exponent)) / (fractions[suffix] ?? 1);
}
