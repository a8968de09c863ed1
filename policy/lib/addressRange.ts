/** A block so wide that it stands for the internet; 10.0.0.0/8 is the widest private one. */
const wideBlock = /^(?:\d+(?:\.\d+){3}\/[0-7]|[0-9a-f:]*:[0-9a-f:]*\/(?:\d|1[0-5]))$/;
const everyone = ["*", "any", "internet", "0.0.0.0", "::"];

/** A source that means all or nearly all of the internet. */
export function isAnywhere(value: unknown): boolean {
  if (typeof value !== "string") return false;
  const source = value.trim().toLowerCase();
  return everyone.includes(source) || wideBlock.test(source);
}

/** An IPv4 address as a number; undefined when it is none. */
export function parseAddress(written: string): number | undefined {
  const parts = written.split(".");
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256))
    return undefined;
  return parts.reduce((total, part) => total * 256 + Number(part), 0);
}
