import { undecided, unless, type Finding, type Where } from "./finding.ts";
import type { KubernetesObject } from "./object.ts";
import { get, isGiven, isPending, items, root, text, type Field } from "./read.ts";

const inTemplate = ["spec", "template"];

/** Where each kind keeps the template of its pods, in any version of its API; a Pod is its own. */
const templatePaths: Readonly<Record<string, readonly string[]>> = {
  Pod: [],
  PodTemplate: ["template"],
  Deployment: inTemplate,
  StatefulSet: inTemplate,
  DaemonSet: inTemplate,
  ReplicaSet: inTemplate,
  ReplicationController: inTemplate,
  Job: inTemplate,
  CronJob: ["spec", "jobTemplate", "spec", "template"],
  ScaledJob: ["spec", "jobTargetRef", "template"],
};

export const workloadKinds: readonly string[] = Object.keys(templatePaths);

export type ContainerList = "containers" | "initContainers" | "ephemeralContainers";

const listLabels: Readonly<Record<ContainerList, string>> = {
  containers: "container",
  initContainers: "init container",
  ephemeralContainers: "ephemeral container",
};

export const allContainers = Object.keys(listLabels) as readonly ContainerList[];

export interface Container {
  readonly field: Field;
  readonly list: ContainerList;
  /** E.g. `init container migrate`; undefined while its name is. */
  readonly label: string | undefined;
}

export interface PodSpec {
  readonly field: Field;
  readonly containers: readonly Container[];
  /** Why some containers could not be seen at all. */
  readonly unseen: readonly Finding[];
}

/** The pod spec of a workload; undefined for other objects and for those that say nothing of their pods. */
export function podSpecOf(
  object: KubernetesObject,
  lists: readonly ContainerList[] = allContainers,
): PodSpec | undefined {
  const template = podTemplateOf(object);
  if (template === undefined) return undefined;
  const field = get(template, "spec");
  if (!isGiven(field)) return undefined;
  const fields = lists.map((list) => ({ list, field: get(field, list) }));
  const members = fields.flatMap(({ list, field: all }) => items(all).map((one) => ({ list, field: one })));
  return {
    field,
    containers: members.filter((one) => one.field.state === "known").map(labelled),
    unseen: [...fields, ...members]
      .map((one) => one.field)
      .filter(isPending)
      .map(undecided),
  };
}

/** What a workload makes its pods of; undefined for other objects. A Pod is its own template. */
export function podTemplateOf({ kind, body }: KubernetesObject): Field | undefined {
  const path = templatePaths[kind];
  return path === undefined ? undefined : get(body, ...path);
}

/** The metadata that a workload gives its pods; missing for other objects. */
export function podMetadataOf(object: KubernetesObject): Field {
  return get(podTemplateOf(object) ?? root(undefined), "metadata");
}

/** Runs a check on every container of a workload. */
export function checkContainers(
  object: KubernetesObject,
  check: (container: Container, pod: PodSpec) => readonly Finding[],
  lists?: readonly ContainerList[],
): readonly Finding[] {
  const pod = podSpecOf(object, lists);
  if (pod === undefined) return [];
  return [...pod.unseen, ...pod.containers.flatMap((container) => check(container, pod))];
}

/** A container's field as the place of a violation. */
export function at(field: Field, container: Container): Where {
  return { path: field.path, of: container.label };
}

/** Drops what cannot be set on a Windows pod; leaves it open while the pod's system is unknown. */
export function unlessWindows(object: KubernetesObject, findings: readonly Finding[]): readonly Finding[] {
  const system = get(podSpecOf(object, [])?.field ?? root(undefined), "os", "name");
  return unless(isPending(system) ? system : text(system) === "windows", findings);
}

function labelled({ list, field }: { list: ContainerList; field: Field }): Container {
  const name = text(get(field, "name"));
  return { list, field, label: name === undefined ? undefined : `${listLabels[list]} ${name}` };
}
