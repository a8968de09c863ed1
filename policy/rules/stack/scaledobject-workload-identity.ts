import { kedaGroup } from "../../lib/apiGroups.ts";
import { locate, undecided, violation, type Finding } from "../../lib/finding.ts";
import { mcsb } from "../../lib/frameworks.ts";
import { objectsOfKind } from "../../lib/graph/objects.ts";
import { managedParam, resolve, undecidedOf } from "../../lib/graph/references.ts";
import { namespaceField } from "../../lib/object.ts";
import { entries, get, isGiven, isPending, items, text, type Field } from "../../lib/read.ts";
import { defineStackRule } from "../../lib/rule.ts";
import { flag } from "../../lib/settings.ts";
import type { Stack, StackObject } from "../../lib/stack.ts";

/** What a trigger has to name, as no connection string names it. */
const addresses: Readonly<Record<string, string>> = {
  "azure-servicebus": "namespace",
  "azure-queue": "accountName",
  "azure-blob": "accountName",
  "azure-eventhub": "eventHubNamespace",
};

interface Settings {
  readonly external: readonly string[];
  readonly allowSecretRef: boolean;
}

export const scaledObjectWorkloadIdentity = defineStackRule({
  name: "stack-scaledobject-workload-identity",
  description:
    "KEDA must read Azure through a TriggerAuthentication with workload identity, not with a secret.",
  severity: "high",
  level: "mandatory",
  framework: mcsb("IM-3"),
  tags: [],
  remediationSteps:
    "Create a TriggerAuthentication with podIdentity.provider azure-workload and identityId, and name it in the trigger.",
  url: "https://keda.sh/docs/latest/authentication-providers/azure-ad-workload-identity/",
  params: {
    external: managedParam,
    allowSecretRef: flag(
      false,
      "Let triggers of Azure authenticate with secrets and connection strings too.",
    ),
  },
  check: (stack, settings) => {
    const scaled = ["ScaledObject", "ScaledJob"].flatMap((kind) => objectsOfKind(stack, kedaGroup, kind));
    const results = scaled.map((object) => ({ object, ...checkScaled(stack, object, settings) }));
    const used = [...new Set(results.flatMap(({ authentications }) => authentications))];
    return [
      ...results.flatMap(({ object, findings }) => findings.map((finding) => locate(object, finding))),
      ...used.flatMap((object) =>
        checkAuthentication(object, settings).map((finding) => locate(object, finding)),
      ),
    ];
  },
});

interface Result {
  readonly findings: readonly Finding[];
  readonly authentications: readonly StackObject[];
}

function checkScaled(stack: Stack, object: StackObject, settings: Settings): Result {
  const triggers = get(object.body, "spec", "triggers");
  const types = items(triggers).map((trigger) => get(trigger, "type"));
  const results = items(triggers)
    .filter((trigger) => text(get(trigger, "type"))?.startsWith("azure-") === true)
    .map((trigger) => checkTrigger(stack, object, trigger, settings));
  return {
    findings: [...undecidedOf([triggers, ...types]), ...results.flatMap(({ findings }) => findings)],
    authentications: results.flatMap(({ authentications }) => authentications),
  };
}

function checkTrigger(
  stack: Stack,
  object: StackObject,
  trigger: Field,
  { external, allowSecretRef }: Settings,
): Result {
  const connections = entries(get(trigger, "metadata")).filter(([key]) => /connection/i.test(key));
  const reference = get(trigger, "authenticationRef");
  const name = get(reference, "name");
  const findings = [
    ...checkAddress(trigger, allowSecretRef && connections.length > 0),
    ...(allowSecretRef
      ? []
      : connections.map(([, field]) =>
          violation(field, "authenticates with a connection string", "Use workload identity instead"),
        )),
  ];
  if (isPending(name)) return { findings: [...findings, undecided(name)], authentications: [] };
  if (!isGiven(name)) {
    const needed = !allowSecretRef || connections.length === 0;
    const fix = "Name a TriggerAuthentication with workload identity";
    return {
      findings: [...findings, ...(needed ? [violation(name, "not set", fix)] : [])],
      authentications: [],
    };
  }
  const kind = text(get(reference, "kind")) ?? "TriggerAuthentication";
  const place = kind === "ClusterTriggerAuthentication" ? {} : { namespace: namespaceField(object) };
  const found = resolve(stack, { group: kedaGroup, kind, name, ...place }, external);
  return {
    findings: [...findings, ...found.findings],
    authentications: found.object === undefined ? [] : [found.object],
  };
}

function checkAddress(trigger: Field, named: boolean): readonly Finding[] {
  const key = addresses[text(get(trigger, "type")) ?? ""];
  if (key === undefined || named) return [];
  const field = get(trigger, "metadata", key);
  if (field.state === "missing" || text(field) === "")
    return [violation(field, "not set", "Name what KEDA shall read; workload identity needs it")];
  return field.state === "unknown" && field.source !== field.path ? undecidedOf([field]) : [];
}

function checkAuthentication({ body }: StackObject, { allowSecretRef }: Settings): readonly Finding[] {
  const provider = get(body, "spec", "podIdentity", "provider");
  const identity = get(body, "spec", "podIdentity", "identityId");
  if (provider.state === "unknown") return undecidedOf([provider]);
  if (allowSecretRef && provider.state === "missing") return [];
  if (text(provider) !== "azure-workload")
    return [violation(provider, "is not azure-workload", "Use workload identity")];
  if (identity.state !== "missing" && text(identity) !== "") return [];
  return [
    violation(
      identity,
      "not set, so KEDA's own identity serves all tenants",
      "Set it to the client id of an identity of this tenant",
    ),
  ];
}
