import { BlockList, isIPv4, isIPv6 } from "node:net";

export interface AddressBlock {
  readonly address: string;
  readonly prefix: number;
  readonly family: "ipv4" | "ipv6";
}

/** Azure's words for every address, and the addresses that stand for it. */
const everyone = ["*", "any", "internet", "0.0.0.0", "::"];

/** Shortest prefix of a block that is one network: 10.0.0.0/8 is, 0.0.0.0/1 is half the world. */
const shortestPrefix = { ipv4: 8, ipv6: 16 } as const;

/** Takes `10.0.0.0/8` or `fd00::/8` apart, and a plain address, which is a block of one; undefined for the rest. */
export function parseBlock(written: string): AddressBlock | undefined {
  const match = /^([\da-fA-F.:]+)(?:\/(0|[1-9]\d{0,2}))?$/.exec(written);
  const address = match?.[1] ?? "";
  const family = familyOf(address);
  if (family === undefined) return undefined;
  const longest = family === "ipv4" ? 32 : 128;
  const prefix = Number(match?.[2] ?? longest);
  return prefix <= longest ? { address, prefix, family } : undefined;
}

/** Whether all of `inner` lies in `outer`. */
export function contains(outer: AddressBlock, inner: AddressBlock): boolean {
  if (outer.family !== inner.family || outer.prefix > inner.prefix) return false;
  const list = new BlockList();
  list.addSubnet(outer.address, outer.prefix, outer.family);
  return list.check(inner.address, inner.family);
}

/** The block is so wide that it stands for the internet. */
export function isWide({ prefix, family }: AddressBlock): boolean {
  return prefix < shortestPrefix[family];
}

/** A source, as Azure writes it, that means all or nearly all of the internet. */
export function isAnywhere(value: unknown): boolean {
  if (typeof value !== "string") return false;
  const source = value.trim().toLowerCase();
  const block = parseBlock(source);
  return everyone.includes(source) || (block !== undefined && isWide(block));
}

function familyOf(address: string): AddressBlock["family"] | undefined {
  if (isIPv4(address)) return "ipv4";
  return isIPv6(address) ? "ipv6" : undefined;
}
