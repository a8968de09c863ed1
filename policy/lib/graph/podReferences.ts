import { secretsStoreGroup } from "../apiGroups.ts";
import type { Finding } from "../finding.ts";
import type { KubernetesObject } from "../object.ts";
import { podSpecOf, workloadKinds } from "../podSpec.ts";
import { get, isGiven, items, text, type Field } from "../read.ts";
import { undecidedOf, type Kind } from "./references.ts";

/** One object that a pod needs by name. */
export interface PodReference {
  readonly target: Kind;
  /** The kind lives in namespaces, and the object in the pod's. */
  readonly namespaced: boolean;
  /** The field that names it. */
  readonly name: Field;
  /** Whose the field is. */
  readonly of: string | undefined;
  /** Keys it has to have. */
  readonly keys: readonly Field[];
  /** The pod also starts without it. */
  readonly optional: Field;
}

export interface PodReferences {
  readonly references: readonly PodReference[];
  /** What could not be seen. */
  readonly unseen: readonly Finding[];
}

export const configMap: Kind = { kind: "ConfigMap", group: "" };
export const secret: Kind = { kind: "Secret", group: "" };
export const claim: Kind = { kind: "PersistentVolumeClaim", group: "" };
export const serviceAccount: Kind = { kind: "ServiceAccount", group: "" };
const priorityClass: Kind = { kind: "PriorityClass", group: "scheduling.k8s.io" };
const secretProviderClass: Kind = { kind: "SecretProviderClass", group: secretsStoreGroup };

type Path = readonly [string, ...(readonly string[])];

/** Where a volume, or a source of a projected one, names objects. */
const volumeSources: readonly (readonly [Kind, Path])[] = [
  [configMap, ["configMap", "name"]],
  [secret, ["secret", "secretName"]],
  [secret, ["csi", "nodePublishSecretRef", "name"]],
  [secret, ["azureFile", "secretName"]],
  [claim, ["persistentVolumeClaim", "claimName"]],
  [secretProviderClass, ["csi", "volumeAttributes", "secretProviderClass"]],
];
const projectedSources: readonly (readonly [Kind, Path])[] = [
  [configMap, ["configMap", "name"]],
  [secret, ["secret", "name"]],
];

/** Everything the pods of a workload need by name. */
export function podReferencesOf(object: KubernetesObject): PodReferences {
  const pod = workloadKinds.includes(object.kind) ? podSpecOf(object) : undefined;
  if (pod === undefined) return { references: [], unseen: [] };
  const { field: spec } = pod;
  const volumes = get(spec, "volumes");
  const projected = items(volumes).map((volume) => get(volume, "projected", "sources"));
  const lists = pod.containers.flatMap(({ field }) => [get(field, "env"), get(field, "envFrom")]);
  const references = [
    reference(serviceAccount, accountOf(spec)),
    { ...reference(priorityClass, get(spec, "priorityClassName")), namespaced: false },
    ...items(get(spec, "imagePullSecrets")).map((entry) => reference(secret, get(entry, "name"))),
    ...items(volumes).flatMap(volumeReferences),
    ...pod.containers.flatMap(({ field, label }) => [
      ...items(get(field, "env")).flatMap((variable) => variableReferences(variable, label)),
      ...items(get(field, "envFrom")).flatMap((source) => [
        inside(configMap, get(source, "configMapRef"), "name", label),
        inside(secret, get(source, "secretRef"), "name", label),
      ]),
    ]),
  ];
  return {
    references: references.filter(({ name }) => isGiven(name)),
    unseen: [
      ...pod.unseen,
      ...undecidedOf([spec, volumes, get(spec, "imagePullSecrets"), ...projected, ...lists]),
    ],
  };
}

/** The field that names the pods' service account, under its old name or its new one. */
export function accountOf(spec: Field): Field {
  const field = get(spec, "serviceAccountName");
  return isGiven(field) || !isGiven(get(spec, "serviceAccount")) ? field : get(spec, "serviceAccount");
}

function volumeReferences(volume: Field): readonly PodReference[] {
  const name = text(get(volume, "name"));
  const of = name === undefined ? undefined : `volume ${name}`;
  const find = (source: Field, places: typeof volumeSources) =>
    places.map(([target, [first, ...rest]]) => {
      const holder = get(source, first);
      return {
        ...reference(target, get(holder, ...rest), of),
        keys: items(get(holder, "items")).map((item) => get(item, "key")),
        optional: get(holder, "optional"),
      };
    });
  return [
    ...find(volume, volumeSources),
    ...items(get(volume, "projected", "sources")).flatMap((source) => find(source, projectedSources)),
  ];
}

function variableReferences(variable: Field, of: string | undefined): readonly PodReference[] {
  return [
    inside(configMap, get(variable, "valueFrom", "configMapKeyRef"), "name", of, ["key"]),
    inside(secret, get(variable, "valueFrom", "secretKeyRef"), "name", of, ["key"]),
  ];
}

function inside(
  target: Kind,
  holder: Field,
  name: string,
  of: string | undefined,
  keys: readonly string[] = [],
): PodReference {
  return {
    ...reference(target, get(holder, name), of),
    keys: keys.map((key) => get(holder, key)),
    optional: get(holder, "optional"),
  };
}

function reference(target: Kind, name: Field, of?: string): PodReference {
  // A name that is required cannot be optional: `optional` of a name, which is text, is always missing.
  return { target, namespaced: true, name, of, keys: [], optional: get(name, "optional") };
}
