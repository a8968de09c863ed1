import { undecided, violation, type Finding } from "../finding.ts";
import { isPending, text, type Field } from "../read.ts";

/** A host has to be named, in full. */
export function checkHost(host: Field): readonly Finding[] {
  if (isPending(host)) return [undecided(host)];
  const name = text(host) ?? "";
  if (host.state !== "unknown" && name === "") return [violation(host, "serves every host", "Name one host")];
  if (name.includes("*")) return [violation(host, "wildcard host", "Name one host in full")];
  return [];
}
