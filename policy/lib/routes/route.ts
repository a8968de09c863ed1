import { undecided, violation, type Finding } from "../finding.ts";
import { get, isPending, items, text, type Field } from "../read.ts";
import { checkHost } from "./host.ts";

/** An HTTPRoute or GRPCRoute: on the plain listener it may only redirect, elsewhere it needs named hosts. */
export function checkRoute(body: Field, allowHttpRedirect: boolean): readonly Finding[] {
  const spec = get(body, "spec");
  const parents = get(spec, "parentRefs");
  const rules = get(spec, "rules");
  const open = [spec, parents, rules].filter(isPending);
  const sections = items(parents)
    .filter(isGateway)
    .map((parent) => get(parent, "sectionName"));
  const plain = sections.some((section) => /^http(?!s)/.test(text(section) ?? ""));
  return [
    ...open.map(undecided),
    ...sections.flatMap((section) => checkSection(section, allowHttpRedirect)),
    ...(plain && allowHttpRedirect ? items(rules).flatMap(checkRedirect) : []),
    ...checkHostnames(spec, items(rules)),
  ];
}

/** A route can also belong to a Service of a mesh. */
function isGateway(parent: Field): boolean {
  return (text(get(parent, "kind")) ?? "Gateway") === "Gateway";
}

function checkSection(section: Field, allowHttpRedirect: boolean): readonly Finding[] {
  if (section.state === "unknown") return [undecided(section)];
  if (section.state === "missing")
    return [
      violation(section, "not set, so the route is served on plain HTTP too", "Name the HTTPS listener"),
    ];
  if (allowHttpRedirect || !/^http(?!s)/.test(text(section) ?? "")) return [];
  return [violation(section, "names a listener that does not encrypt", "Name the HTTPS listener")];
}

/** A rule served on plain HTTP sends the caller to HTTPS and does nothing else. */
function checkRedirect(rule: Field): readonly Finding[] {
  const filters = get(rule, "filters");
  const backends = get(rule, "backendRefs");
  const found = [rule, filters, backends].filter(isPending).map(undecided);
  const fix = "Move it to a route on the HTTPS listener";
  if (items(backends).length > 0) found.push(violation(backends, "served on plain HTTP", fix));
  const all = items(filters);
  if (all.length === 0 && !isPending(filters) && rule.state === "known")
    found.push(
      violation(filters, "served on plain HTTP without a redirect", "Add a RequestRedirect to https"),
    );
  return [...found, ...all.flatMap(checkFilter)];
}

function checkFilter(filter: Field): readonly Finding[] {
  const type = get(filter, "type");
  const scheme = get(filter, "requestRedirect", "scheme");
  const open = [type, scheme].find(isPending);
  if (text(type) === "RequestRedirect" && text(scheme) === "https") return [];
  if (open !== undefined) return [undecided(open)];
  return [
    violation(filter, "does not redirect to https", "Use RequestRedirect with scheme https, and only that"),
  ];
}

function checkHostnames(spec: Field, rules: readonly Field[]): readonly Finding[] {
  const backends = rules.map((rule) => get(rule, "backendRefs"));
  const hostnames = get(spec, "hostnames");
  if (isPending(hostnames)) return [undecided(hostnames)];
  const names = items(hostnames);
  const hosts = names.length > 0 || hostnames.state === "unknown" ? names : [hostnames];
  const findings = hosts.flatMap(checkHost);
  if (backends.some((list) => items(list).length > 0)) return findings;
  const open = backends.find(isPending);
  if (open === undefined || findings.length === 0) return [];
  return [undecided(open)];
}
