import { any, isUnknown, type Answer } from "../../lib/answer.ts";
import { distinct, locate, undecided, violation, type Finding } from "../../lib/finding.ts";
import { kubeLinter } from "../../lib/frameworks.ts";
import { isMade } from "../../lib/graph/makers.ts";
import { podReferencesOf, type PodReference } from "../../lib/graph/podReferences.ts";
import { managedParam, resolve } from "../../lib/graph/references.ts";
import { namespaceField } from "../../lib/object.ts";
import { get, isGiven, isPending, text, type Field } from "../../lib/read.ts";
import { defineStackRule } from "../../lib/rule.ts";
import type { Stack, StackObject } from "../../lib/stack.ts";

/** What every cluster or every namespace has without anybody creating it. */
const builtIn: Readonly<Record<string, RegExp>> = {
  ServiceAccount: /^default$/,
  ConfigMap: /^kube-root-ca\.crt$/,
  PriorityClass: /^system-(?:cluster|node)-critical$/,
};

export const referencesExist = defineStackRule({
  name: "stack-references-exist",
  description:
    "What pods name must exist: service account, config, secrets, volumes, priority class, service.",
  severity: "high",
  level: "mandatory",
  framework: kubeLinter("non-existent-service-account"),
  tags: ["kube-linter:non-existent-service-account", "kube-linter:env-value-from"],
  remediationSteps:
    "Create the object in the namespace of the pods, with the keys they read, or correct its name.",
  url: "https://kubernetes.io/docs/tasks/debug/debug-application/debug-pods/",
  params: { external: managedParam },
  check: (stack, { external }) =>
    stack.objects.flatMap((object) => {
      const { references, unseen } = podReferencesOf(object);
      const findings = [
        ...unseen,
        ...references.flatMap((reference) => checkReference(stack, object, reference, external)),
        ...checkService(stack, object, external),
      ];
      return distinct(findings).map((finding) => locate(object, finding));
    }),
});

function checkReference(
  stack: Stack,
  owner: StackObject,
  { target, namespaced, name, of, keys, optional }: PodReference,
  external: readonly string[],
): readonly Finding[] {
  if (optional.state === "known" && optional.value === true) return [];
  if (builtIn[target.kind]?.test(text(name) ?? "") === true) return [];
  const namespace = namespaceField(owner);
  const reference = { ...target, name, ...(namespaced ? { namespace } : {}) };
  const { object, findings } = resolve(stack, reference, external, of);
  if (object !== undefined) return keys.flatMap((key) => checkKey(object, key, of));
  if (findings.length === 0) return [];
  const made = isMade(stack, target, namespace, name);
  if (made === true) return [];
  const open = [made, optional].find(isUnknown);
  return open !== undefined && open.cause === "preview" ? [undecided(open)] : findings;
}

/** A key may stand in either of the two maps that ConfigMaps and Secrets have. */
function checkKey(object: StackObject, key: Field, of: string | undefined): readonly Finding[] {
  if (isPending(key)) return [undecided(key)];
  const name = text(key);
  if (name === undefined) return [];
  const maps = object.kind === "Secret" ? ["data", "stringData"] : ["data", "binaryData"];
  const answer = any(maps.map((map) => has(get(object.body, map, name))));
  if (answer === true) return [];
  if (isUnknown(answer)) return answer.cause === "preview" ? [undecided(answer)] : [];
  const owner = `${object.kind} ${text(get(object.body, "metadata", "name")) ?? ""}`;
  return [
    violation(
      { path: key.path, of },
      `names key ${name}, which ${owner} lacks`,
      "Add the key, or correct it",
    ),
  ];
}

/** A value that is unknown is there all the same, unless the whole map is unknown. */
function has(value: Field): Answer {
  if (value.state !== "unknown") return value.state === "known";
  return value.cause === "preview" && value.source === value.path ? true : value;
}

/** The pods of a StatefulSet get their DNS names from a headless Service. */
function checkService(stack: Stack, owner: StackObject, external: readonly string[]): readonly Finding[] {
  const name = get(owner.body, "spec", "serviceName");
  if (owner.kind !== "StatefulSet" || !isGiven(name) || text(name) === "") return [];
  const reference = { kind: "Service", group: "", namespace: namespaceField(owner), name };
  const { object, findings } = resolve(stack, reference, external);
  if (object === undefined) return findings;
  const address = get(object.body, "spec", "clusterIP");
  if (address.state === "unknown") return isPending(address) ? [undecided(address)] : [];
  if (text(address) === "None") return [];
  return [
    violation(
      name,
      `names Service ${text(name) ?? ""}, which is not headless`,
      "Set its spec.clusterIP to None",
    ),
  ];
}
