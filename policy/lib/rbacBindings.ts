import { undecided, violation, type Finding } from "./finding.ts";
import { namespaceOf, type KubernetesObject } from "./object.ts";
import { members } from "./pss.ts";
import { get, isPending, text, type Field } from "./read.ts";

/** What the configuration of the rule excepts. */
export interface Exceptions {
  readonly allowedRoles: readonly string[];
  readonly allowedSubjects: readonly string[];
}

const fix = "Bind a role with only the needed rights to one account, or list the subject in allowedSubjects";

/** Checks to whom a binding gives its role. */
export function checkBinding(
  object: KubernetesObject,
  { allowedRoles, allowedSubjects }: Exceptions,
): readonly Finding[] {
  const role = get(object.body, "roleRef", "name");
  const kind = get(object.body, "roleRef", "kind");
  const reserved = reservationOf(object, text(role), text(kind), allowedRoles);
  const subjects = members(get(object.body, "subjects"));
  return [
    ...[role, kind].filter(isPending).map(undecided),
    ...subjects.flatMap((subject) => checkSubject(subject, reserved, allowedSubjects)),
  ];
}

/** Why only listed subjects may have this role, if so. */
function reservationOf(
  object: KubernetesObject,
  role: string | undefined,
  kind: string | undefined,
  allowedRoles: readonly string[],
): string | undefined {
  if (role === undefined) return undefined;
  if (kind === "Role") {
    const name = `${namespaceOf(object) ?? ""}/${role}`;
    return allowedRoles.includes(name) ? `gets the role ${name}, which allowedRoles excepts` : undefined;
  }
  if (role === "cluster-admin") return "gets cluster-admin, which may do everything";
  if (allowedRoles.includes(role)) return `gets the role ${role}, which allowedRoles excepts`;
  if (object.kind === "ClusterRoleBinding" && ["admin", "edit"].includes(role))
    return `gets ${role} in all namespaces, their secrets included`;
  return undefined;
}

/** An excepted role is no open door: nobody but listed subjects may have it. */
function checkSubject(
  subject: Field,
  reserved: string | undefined,
  allowed: readonly string[],
): readonly Finding[] {
  const kind = get(subject, "kind");
  const name = get(subject, "name");
  const namespace = get(subject, "namespace");
  const problem = reserved ?? crowdOf(text(kind), text(name));
  const open = [kind, name].filter(isPending);
  if (problem === undefined) return open.map(undecided);
  const hidden = [...open, namespace].filter(isPending);
  if (hidden.length > 0 && allowed.length > 0) return hidden.map(undecided);
  const id = `${text(kind) ?? ""}:${text(kind) === "ServiceAccount" ? `${text(namespace) ?? ""}/` : ""}${text(name) ?? ""}`;
  if (allowed.includes(id)) return [];
  return [violation({ path: subject.path, of: open.length > 0 ? undefined : id }, problem, fix)];
}

/** Why a subject is more than one account, if it is. */
function crowdOf(kind: string | undefined, name: string | undefined): string | undefined {
  if (kind === "ServiceAccount" && name === "default")
    return "every pod without an account of its own is this one";
  if (kind === "User" && name === "system:anonymous") return "everybody is this user, even without a login";
  if (kind !== "Group" || name === undefined) return undefined;
  if (name === "system:masters") return "a group that no role can hold back";
  if (name === "system:authenticated" || name === "system:unauthenticated")
    return "everybody who reaches the API server is in this group";
  if (name.startsWith("system:serviceaccounts")) return "every pod of a namespace or more is in this group";
  return name.startsWith("system:") ? "a group of the system's own components" : undefined;
}
