/** What the API server really holds of everything the program made. */

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { z } from "zod";
import { getJson } from "../../local/cluster/api.ts";
import type { Checkpoint } from "../../local/engine/recovery.ts";

/** A Kubernetes object in the engine's state. */
export interface ObjectRef {
  /** E.g. `v1`, `apps/v1`. */
  readonly apiVersion: string;
  readonly kind: string;
  /** `namespace/name`, or the name alone. */
  readonly id: string;
}

/**
 * The objects the program made are those the engine's state names. So what the API server brings along stays out, and
 * so does what its controllers make of ours, such as ReplicaSets and Pods.
 */
export function objectsOf({ resources }: Pick<Checkpoint, "resources">): readonly ObjectRef[] {
  return resources.flatMap(({ type, id }) => {
    const [, groupVersion, kind] = /^kubernetes:([^:]+\/[^:]+):(\w+)$/.exec(type) ?? [];
    // Charts and other components are in the state, too, but have no id.
    if (groupVersion === undefined || kind === undefined || id === undefined) return [];
    return [{ apiVersion: groupVersion.replace(/^core\//, ""), kind, id }];
  });
}

const listSchema = z.object({ resources: z.array(z.object({ name: z.string(), kind: z.string() })) });
const objectSchema = z.looseObject({ metadata: z.looseObject({}) });

export type Manifest = z.infer<typeof objectSchema>;

/** Reads objects from the API server of a kubeconfig, without what only a server sets. */
export async function readBack(
  kubeconfig: string,
  objects: readonly ObjectRef[],
): Promise<readonly Manifest[]> {
  const plurals = new Map<string, string>();
  for (const apiVersion of new Set(objects.map((object) => object.apiVersion))) {
    const { resources } = listSchema.parse(await getJson(kubeconfig, root(apiVersion)));
    for (const { name, kind } of resources.filter((one) => !one.name.includes("/")))
      plurals.set(`${apiVersion} ${kind}`, name);
  }
  const manifests: Manifest[] = [];
  for (const { apiVersion, kind, id } of objects) {
    const [name = "", namespace] = id.split("/").reverse();
    const inside = namespace === undefined ? "" : `/namespaces/${namespace}`;
    const path = `${root(apiVersion)}${inside}/${plurals.get(`${apiVersion} ${kind}`) ?? kind}/${name}`;
    manifests.push(asWritten(await getJson(kubeconfig, path)));
  }
  return manifests;
}

function root(apiVersion: string): string {
  return apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
}

const setByServer = [
  "creationTimestamp",
  "generation",
  "managedFields",
  "resourceVersion",
  "selfLink",
  "uid",
];

/** An object as its author would write it, defaults spelled out. */
export function asWritten(object: unknown): Manifest {
  const { metadata, ...fields } = objectSchema.parse(object);
  const kept = Object.entries(metadata).filter(([key]) => !setByServer.includes(key));
  const rest = Object.entries(fields).filter(([key]) => key !== "status");
  return { ...Object.fromEntries(rest), metadata: Object.fromEntries(kept) };
}

/** Writes each manifest to a file of its own, named by its place in the list. */
export function writeManifests(folder: string, manifests: readonly unknown[]): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const [index, manifest] of manifests.entries())
    writeFileSync(join(folder, `${String(index).padStart(4, "0")}.yaml`), stringify(manifest));
}
