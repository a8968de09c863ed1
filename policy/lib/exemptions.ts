import type { Exemption } from "./exemptionShape.ts";
import type { Finding } from "./finding.ts";
import { matchesGlob } from "./glob.ts";
import { namespaceOf, type KubernetesObject } from "./object.ts";
import { get, isGiven, text } from "./read.ts";

/** What becomes of a finding under the exemptions of its rule. */
export interface Judgement {
  readonly outcome: Finding["verdict"] | "exempt";
  readonly message: string;
  /** Exemptions that name the finding's resource, be they expired or not. */
  readonly matched: readonly Exemption[];
}

/**
 * Judges one finding. `names` are the names its resource goes by, `today` is `YYYY-MM-DD`. What is undecided stays
 * undecided: there is nothing to exempt yet.
 */
export function judge(
  { verdict, message }: Finding,
  names: readonly string[],
  exemptions: readonly Exemption[],
  today: string,
): Judgement {
  const matched = exemptions.filter(({ resource }) => names.some((name) => matchesGlob(resource, name)));
  const [first] = matched;
  if (verdict === "undecided" || first === undefined) return { outcome: verdict, message, matched };
  const valid = matched.find(({ expires }) => today <= expires);
  if (valid !== undefined) return { outcome: "exempt", message: `${message} ${terms(valid)}`, matched };
  const late = `(exemption of ${first.owner} expired on ${first.expires})`;
  return { outcome: "violation", message: `${message} ${late}`, matched };
}

/** The names that a resource and the objects in it go by. */
export function namesOf(
  resource: string,
  urn: string,
  objects: readonly KubernetesObject[],
): readonly string[] {
  return [resource, urn, ...objects.flatMap(objectNames)];
}

/** Today by UTC, `YYYY-MM-DD`. */
export function utcToday(): string {
  return new Date().toISOString().slice(0, 10);
}

/** `namespace/name`; also the name alone where no namespace is set, as for objects of the whole cluster. */
function objectNames(object: KubernetesObject): readonly string[] {
  const name = text(get(object.body, "metadata", "name"));
  if (name === undefined) return [];
  const namespace = namespaceOf(object);
  const full = namespace === undefined ? [] : [`${namespace}/${name}`];
  return isGiven(get(object.body, "metadata", "namespace")) ? full : [...full, name];
}

function terms({ expires, owner, reason }: Exemption): string {
  return `(exempt until ${expires} by ${owner}: ${reason})`;
}
