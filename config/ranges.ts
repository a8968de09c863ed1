/** IPv4 ranges in CIDR notation. */

import ipaddr from "ipaddr.js";

export interface Range {
  readonly text: string;
  readonly prefix: number;
  /** Addresses in it, network and broadcast address included. */
  readonly size: number;
}

const octet = "(0|[1-9]\\d{0,2})";
const addressForm = new RegExp(`^${octet}(\\.${octet}){3}$`);

/** Whether the text is an IPv4 address of four plain decimal numbers. */
export function isIpv4(text: string): boolean {
  return addressForm.test(text) && ipaddr.IPv4.isValid(text);
}

/** A range that starts at its first address, as `10.0.0.0/16` does and `10.0.0.1/16` does not; else undefined. */
export function parseRange(text: string): Range | undefined {
  const [address = "", bits = "", ...rest] = text.split("/");
  const prefix = Number(bits);
  if (rest.length > 0 || !isIpv4(address) || !/^(0|[1-9]\d?)$/.test(bits) || prefix > 32) return undefined;
  if (ipaddr.IPv4.networkAddressFromCIDR(text).toString() !== address) return undefined;
  return { text, prefix, size: 2 ** (32 - prefix) };
}

function start(range: Range): ipaddr.IPv4 {
  return ipaddr.IPv4.parseCIDR(range.text)[0];
}

/** Whether the ranges share an address. */
export function overlap(a: Range, b: Range): boolean {
  return start(a).match(start(b), Math.min(a.prefix, b.prefix));
}

/** Whether every address of `inner` is in `outer`. */
export function contains(outer: Range, inner: Range): boolean {
  return inner.prefix >= outer.prefix && overlap(outer, inner);
}

/** Ranges that no address on the internet is of. */
export const privateRanges: readonly string[] = [
  "10.0.0.0/8",
  "100.64.0.0/10",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.168.0.0/16",
];

/** Whether some address of the range is in one of {@link privateRanges}. */
export function isPrivate(range: Range): boolean {
  return privateRanges.some((text) => {
    const other = parseRange(text);
    return other !== undefined && overlap(other, range);
  });
}

/** Position of an address in the range, 0 for the first; undefined if it is outside. */
export function offset(range: Range, address: string): number | undefined {
  const value = (octets: readonly number[]) => octets.reduce((total, octet) => total * 256 + octet, 0);
  const distance = value(ipaddr.IPv4.parse(address).octets) - value(start(range).octets);
  return distance >= 0 && distance < range.size ? distance : undefined;
}

/** The range of `prefix` at the start of the block of `blockPrefix` with this index, e.g. the second /20 of a /16. */
export function part(range: Range, blockPrefix: number, index: number, prefix: number): string {
  const first = start(range).octets.reduce((total, octet) => total * 256 + octet, 0);
  const address = first + index * 2 ** (32 - blockPrefix);
  const octets = [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256);
  return `${new ipaddr.IPv4(octets).toString()}/${prefix}`;
}
