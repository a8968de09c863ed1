import { undecided, violation, type Finding } from "../../lib/finding.ts";
import { podSecurity } from "../../lib/frameworks.ts";
import { get, isPending, text, type Field } from "../../lib/read.ts";
import { defineRule } from "../../lib/rule.ts";
import { choiceByName, valueFor } from "../../lib/settings.maps.ts";
import { matching } from "../../lib/settings.ts";

/** From loose to strict. */
const levels = ["privileged", "baseline", "restricted"] as const;
type Level = (typeof levels)[number];

const modes = ["enforce", "audit", "warn"] as const;
const pinned = /^v1\.(\d{1,3})$/;

export const namespacePsaRestricted = defineRule({
  name: "k8s-namespace-psa-restricted",
  description: "Namespaces must enforce, audit and warn by Pod Security restricted, at a pinned version.",
  severity: "high",
  level: "mandatory",
  framework: podSecurity("restricted", "Pod Security Admission labels"),
  tags: ["kyverno:add-psa-labels", "kyverno:deny-privileged-profile"],
  remediationSteps:
    "Set the labels pod-security.kubernetes.io/enforce, audit and warn, each with its -version, on the Namespace.",
  url: "https://kubernetes.io/docs/concepts/security/pod-security-admission/",
  kinds: ["Namespace"],
  params: {
    levelByNamespace: choiceByName(
      levels,
      { "kube-system": "privileged" },
      "Least level of namespaces that cannot keep restricted; privileged asks for nothing.",
    ),
    version: matching(
      /^(?:pinned|latest|v1\.\d{1,3})$/,
      "pinned",
      "pinned: each level names a version; v1.36: that one or newer; latest: any, also none.",
    ),
  },
  check: ({ group, body }, { levelByNamespace, version, excludedNamespaces }) => {
    if (group !== "") return [];
    const name = get(body, "metadata", "name");
    const written = text(name) ?? "";
    if (excludedNamespaces.includes(written)) return [];
    const labels = get(body, "metadata", "labels");
    const demand: Demand = { name, version, level: valueFor(levelByNamespace, written) ?? "restricted" };
    if (demand.level === "privileged") return [];
    return modes.flatMap((mode) => checkMode(labels, mode, demand));
  },
});

interface Demand {
  readonly level: Level;
  readonly version: string;
  /** The namespace's name, which decides on the level. */
  readonly name: Field;
}

function checkMode(labels: Field, mode: string, demand: Demand): readonly Finding[] {
  const label = get(labels, `pod-security.kubernetes.io/${mode}`);
  if (label.state === "unknown") return [undecided(label)];
  if (rankOf(text(label)) < rankOf(demand.level)) return [tooLow(label, demand)];
  return checkVersion(get(labels, `pod-security.kubernetes.io/${mode}-version`), demand.version);
}

function tooLow(label: Field, { level, name }: Demand): Finding {
  if (isPending(name)) return undecided(name);
  const problem = label.state === "missing" ? "not set" : `must be ${level}`;
  return violation(label, problem, `Set it to ${level}, and its -version label to the cluster's, e.g. v1.36`);
}

/** Without a version, an upgrade of the cluster changes what the namespace accepts. */
function checkVersion(label: Field, demanded: string): readonly Finding[] {
  if (demanded === "latest") return [];
  if (label.state === "unknown") return [undecided(label)];
  const minor = minorOf(text(label));
  const least = minorOf(demanded) ?? 0;
  if (minor !== undefined && minor >= least) return [];
  const example = demanded === "pinned" ? "the cluster's, e.g. v1.36" : `${demanded} or newer`;
  if (minor !== undefined) return [violation(label, `is older than ${demanded}`, `Set it to ${example}`)];
  const problem = label.state === "missing" ? "not set" : "pins no version";
  return [violation(label, problem, `Set it to ${example}`)];
}

/** -1 for what is no level. */
function rankOf(level: string | undefined): number {
  return levels.findIndex((known) => known === level);
}

function minorOf(version: string | undefined): number | undefined {
  const minor = pinned.exec(version ?? "")?.[1];
  return minor === undefined ? undefined : Number(minor);
}
