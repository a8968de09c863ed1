import { undecided, violation, type Finding } from "./finding.ts";
import { namespaceOf, type KubernetesObject } from "./object.ts";
import { members } from "./pss.ts";
import type { Exceptions } from "./rbacBindings.ts";
import { powerOver } from "./rbacPowers.ts";
import { get, isPending, items, text, type Field } from "./read.ts";

/** What a wildcard in each list of a rule stands for. */
const lists = { apiGroups: "API group", resources: "resource", verbs: "verb", nonResourceURLs: "path" };

/** Checks the rights that a role gives, unless the configuration excepts it. */
export function checkRole(object: KubernetesObject, { allowedRoles }: Exceptions): readonly Finding[] {
  const rules = members(get(object.body, "rules"));
  return unlessAllowed(object, allowedRoles, rules.flatMap(checkRights));
}

function unlessAllowed(
  object: KubernetesObject,
  allowed: readonly string[],
  findings: readonly Finding[],
): readonly Finding[] {
  if (allowed.length === 0 || findings.length === 0) return findings;
  const name = get(object.body, "metadata", "name");
  const namespace = get(object.body, "metadata", "namespace");
  const hidden = (object.kind === "Role" ? [name, namespace] : [name]).filter(isPending);
  const open = findings.filter((finding) => finding.verdict === "undecided");
  if (hidden.length > 0) return [...hidden.map(undecided), ...open];
  const scope = object.kind === "Role" ? `${namespaceOf(object) ?? ""}/` : "";
  return allowed.includes(scope + (text(name) ?? "")) ? [] : findings;
}

function checkRights(rule: Field): readonly Finding[] {
  return [
    ...Object.entries(lists).flatMap(([key, what]) =>
      members(get(rule, key)).flatMap((entry) => checkWildcard(entry, what)),
    ),
    ...items(get(rule, "resources")).flatMap((resource) => checkPower(rule, resource)),
  ];
}

function checkWildcard(entry: Field, what: string): readonly Finding[] {
  if (isPending(entry)) return [undecided(entry)];
  // Besides `*` alone there are `*/scale`, of every resource, and `/*`, every path.
  if (!/^\/?\*(?:\/|$)/.test(text(entry) ?? "")) return [];
  return [violation(entry, `grants every ${what}`, `Name each ${what} that is needed`)];
}

function checkPower(rule: Field, resource: Field): readonly Finding[] {
  const power = powerOver(text(resource) ?? "", namesIn(rule, "apiGroups"), namesIn(rule, "verbs"));
  if (power === undefined) return [];
  const names = get(rule, "resourceNames");
  if (power.boundByNames === true && isPending(names)) return [undecided(names)];
  // Kubernetes replaces a role's rules as a whole: names that a patch leaves out are gone, not unknown.
  if (power.boundByNames === true && items(names).length > 0) return [];
  const way = power.boundByNames === true ? "Name the objects in resourceNames" : "Remove it";
  const fix = `${way}, or list the role in allowedRoles`;
  return [violation({ path: resource.path, of: text(resource) }, power.problem, fix)];
}

function namesIn(rule: Field, key: string): readonly string[] {
  return items(get(rule, key)).flatMap((name) => text(name) ?? []);
}
