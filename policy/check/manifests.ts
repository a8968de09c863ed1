import { isNode, LineCounter, parseAllDocuments, type Document, type ParsedNode } from "yaml";
import { fromManifest } from "../lib/object.ts";
import type { StackObject } from "../lib/stack.ts";
import { get, root, text } from "../lib/read.ts";
import { keysOf } from "./path.ts";
import type { Source } from "./sources.ts";

/** Where something stands; line and column begin at 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

export interface Fault extends Place {
  readonly message: string;
}

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
  const lines = new LineCounter();
  const parsed = parseAllDocuments(source.text, { lineCounter: lines, uniqueKeys: true });
  const documents = "empty" in parsed ? [] : parsed;
  const at = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { file: source.file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const faults = documents.flatMap(({ errors }) =>
    errors.map(({ pos: [offset], message }) => ({
      ...at(offset),
      message: `broken YAML: ${message.split("\n")[0]?.replace(/ at line \d+.*$/, "") ?? ""}`,
    })),
  );
  const manifests = documents
    .filter(({ errors }) => errors.length === 0)
    .flatMap((document, index) => objectsIn(source.file, document, index, at));
  return { manifests, faults };
}

function objectsIn(
  file: string,
  document: Document.Parsed,
  index: number,
  at: (offset: number) => Place,
): readonly Manifest[] {
  const placeOf = (path: string) => at(offsetOf(document, keysOf(path)));
  const manifest = plain(document);
  if (text(get(root(manifest), "apiVersion")) === undefined) return [];
  return fromManifest(manifest).map((object, member) => ({
    ...object,
    urn: `${file}#${index}.${member}`,
    resource: nameOf(object),
    placeOf,
  }));
}

/** Aliases that would blow up are as good as nothing. */
function plain(document: Document.Parsed): unknown {
  try {
    return document.toJS({ maxAliasCount: 1000 });
  } catch {
    return undefined;
  }
}

/** E.g. `Deployment shop/web`. */
function nameOf({ kind, body }: Pick<StackObject, "kind" | "body">): string {
  const [namespace, name] = ["namespace", "name"].map((key) => text(get(body, "metadata", key)));
  const own = name ?? text(get(body, "metadata", "generateName")) ?? "unnamed";
  return `${kind} ${namespace === undefined ? own : `${namespace}/${own}`}`;
}

function offsetOf(document: Document.Parsed, keys: readonly (string | number)[]): number {
  for (let length = keys.length; length > 0; length--) {
    const node: unknown = document.getIn(keys.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  const { contents }: { contents: ParsedNode | null } = document;
  return contents?.range[0] ?? document.range[0];
}
