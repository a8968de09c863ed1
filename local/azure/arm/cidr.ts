import ipaddr from "ipaddr.js";

type Range = readonly [address: number, bits: number];

/** An IPv4 range, or undefined if the text is none. */
export function parseCidr(text: string): Range | undefined {
  try {
    const [address, bits] = ipaddr.IPv4.parseCIDR(text);
    return [toNumber(address) & mask(bits), bits];
  } catch {
    return undefined;
  }
}

export function contains(outer: string, inner: string): boolean {
  const [a, b] = [parseCidr(outer), parseCidr(inner)];
  return a !== undefined && b !== undefined && b[1] >= a[1] && (b[0] & mask(a[1])) === a[0];
}

export function overlaps(a: string, b: string): boolean {
  return contains(a, b) || contains(b, a);
}

/** Where an address stands in a range: 0 is the range's own address; undefined if it is outside. */
export function offsetIn(range: string, address: string): number | undefined {
  const parsed = parseCidr(range);
  if (!parsed || !ipaddr.IPv4.isValidFourPartDecimal(address) || !contains(range, `${address}/32`))
    return undefined;
  return (toNumber(ipaddr.IPv4.parse(address)) - parsed[0]) >>> 0;
}

function toNumber(address: ipaddr.IPv4): number {
  return address.octets.reduce((sum, octet) => (sum << 8) | octet, 0);
}

function mask(bits: number): number {
  return bits === 0 ? 0 : -1 << (32 - bits);
}
