import { fromManifest } from "../lib/object.ts";
import type { StackObject } from "../lib/stack.ts";
import { get, root, text } from "../lib/read.ts";
import { readDocuments, type Fault, type Place, type YamlDocument } from "./documents.ts";
import type { Source } from "./sources.ts";

/** A Kubernetes object in a file. */
export interface Manifest extends StackObject {
  /** Place of a field by its path in a finding; of the closest field above it when it is not there. */
  readonly placeOf: (path: string) => Place;
}

/** The Kubernetes objects of a file; documents of anything else are passed over. Broken YAML is a fault. */
export function readManifests(source: Source): {
  readonly manifests: readonly Manifest[];
  readonly faults: readonly Fault[];
} {
  const { documents, faults } = readDocuments(source);
  return {
    manifests: documents.flatMap((document, index) => objectsIn(source.file, document, index)),
    faults,
  };
}

function objectsIn(file: string, { value, placeOf }: YamlDocument, index: number): readonly Manifest[] {
  if (text(get(root(value), "apiVersion")) === undefined) return [];
  return fromManifest(value).map((object, member) => ({
    ...object,
    urn: `${file}#${index}.${member}`,
    resource: nameOf(object),
    placeOf,
  }));
}

/** E.g. `Deployment shop/web`. */
function nameOf({ kind, body }: Pick<StackObject, "kind" | "body">): string {
  const [namespace, name] = ["namespace", "name"].map((key) => text(get(body, "metadata", key)));
  const own = name ?? text(get(body, "metadata", "generateName")) ?? "unnamed";
  return `${kind} ${namespace === undefined ? own : `${namespace}/${own}`}`;
}
