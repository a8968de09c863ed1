import { isIPv4 } from "node:net";
import { undecided, violation, type Finding } from "./finding.ts";
import { get, isPending, text, type Field } from "./read.ts";

const narrow = "Name the addresses that need the server, or use a private endpoint";

/** Checks one firewall rule of a server. */
export function checkFirewall(body: Field, maxAddresses: number): readonly Finding[] {
  const fields = [get(body, "startIpAddress"), get(body, "endIpAddress")] as const;
  const pending = fields.filter(isPending);
  if (pending.length > 0) return pending.map(undecided);
  const [start, end] = fields.map((field) => parseAddress(text(field) ?? ""));
  const [{ path }] = fields;
  const problem =
    start === undefined || end === undefined
      ? "start or end is no IPv4 address"
      : wide(start, end, maxAddresses);
  return problem === undefined ? [] : [violation({ path }, problem, narrow)];
}

function wide(start: number, end: number, maxAddresses: number): string | undefined {
  if (start === 0 && end === 0) return "lets in everything that runs in Azure, of any customer";
  const size = end - start + 1;
  return size > maxAddresses ? `lets in ${size} addresses, more than ${maxAddresses}` : undefined;
}

/** An IPv4 address as a number; undefined when it is none. */
function parseAddress(written: string): number | undefined {
  if (!isIPv4(written)) return undefined;
  return written.split(".").reduce((total, part) => total * 256 + Number(part), 0);
}
