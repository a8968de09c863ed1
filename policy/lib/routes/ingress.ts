import { undecided, violation, type Finding } from "../finding.ts";
import { get, isGiven, isPending, items, text, type Field } from "../read.ts";
import { checkHost } from "./host.ts";

/** Every host of an Ingress has to be listed under its `tls`. */
export function checkIngress(body: Field): readonly Finding[] {
  const rules = get(body, "spec", "rules");
  if (isPending(rules)) return [undecided(rules)];
  const hosts = items(rules).map((rule) => get(rule, "host"));
  return [...catchAll(body, hosts), ...hosts.flatMap((host) => [...checkHost(host), ...covered(host, body)])];
}

/** A default backend answers for every host that no rule names. */
function catchAll(body: Field, hosts: readonly Field[]): readonly Finding[] {
  const backend = get(body, "spec", "defaultBackend");
  if (hosts.length > 0 || !isGiven(backend)) return [];
  return [
    violation(backend, "serves every host without TLS", "Serve named hosts by spec.rules and spec.tls"),
  ];
}

function covered(host: Field, body: Field): readonly Finding[] {
  const name = text(host) ?? "";
  if (name === "" || name.includes("*")) return [];
  const tls = get(body, "spec", "tls");
  const entries = items(tls);
  const lists = entries.map((entry) => get(entry, "hosts"));
  const names = lists.flatMap(items);
  if (names.some((covering) => covers(text(covering) ?? "", name))) return [];
  const hidden = [tls, ...entries, ...lists, ...names].find((field) => isOpen(field, tls));
  if (hidden?.state === "unknown") return [undecided(hidden)];
  return [violation(host, `host ${name} is not under spec.tls`, "Add it to the hosts of a spec.tls entry")];
}

/** A patch that does not touch `spec.tls` leaves the hosts there to the cluster. */
function isOpen(field: Field, tls: Field): boolean {
  return isPending(field) || (field === tls && field.state === "unknown");
}

function covers(covering: string, host: string): boolean {
  return (
    covering === host || (covering.startsWith("*.") && covering.slice(1) === host.slice(host.indexOf(".")))
  );
}
