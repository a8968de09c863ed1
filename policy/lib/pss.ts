import type { Answer } from "./answer.ts";
import { undecided, violation, type Finding } from "./finding.ts";
import { get, isPending, items, type Field } from "./read.ts";
import { matching } from "./settings.ts";

/** From here on, the standards let a pod in a user namespace of its own do what only harms the node otherwise. */
const userNamespacesSince = 35;

/** A field that may only be absent or hold a harmless value. */
export interface Ban {
  readonly keys: readonly string[];
  readonly accepts: (value: unknown) => boolean;
  readonly problem: string;
  readonly fix: string;
}

/** Checks one banned field of a pod, a container or a part of them; absent, also from a patch, is fine. */
export function refuse(owner: Field, ban: Ban, of?: string): readonly Finding[] {
  const field = get(owner, ...ban.keys);
  if (isPending(field)) return [undecided(field)];
  if (field.state !== "known" || ban.accepts(field.value)) return [];
  return [violation({ path: field.path, of }, ban.problem, ban.fix)];
}

/** The elements of a list; a list that is unknown as a whole stands for its elements. */
export function members(list: Field): readonly Field[] {
  return isPending(list) ? [list] : items(list);
}

/** What rules take whose standard changed; the standards are versioned like Kubernetes. */
export const pssVersionParam = matching(
  /^1\.\d{1,3}$/,
  "1.36",
  "Version of the Pod Security Standards, e.g. 1.36.",
);

/** The minor version, by which the standards change. */
export function minorOf(version: string): number {
  return Number(version.slice("1.".length));
}

/** The standards waive a check for pods in a user namespace: root in there is nobody on the node. */
export function isWaived(pod: Field, version: string): Answer {
  if (minorOf(version) < userNamespacesSince) return false;
  const hostUsers = get(pod, "hostUsers");
  return isPending(hostUsers) ? hostUsers : hostUsers.state === "known" && hostUsers.value === false;
}
