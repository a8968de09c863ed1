import { loadAll } from "js-yaml";
import { isNode, LineCounter, parseAllDocuments, type Document, type ParsedNode } from "yaml";
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

/** One document of a YAML file. */
export interface YamlDocument {
  readonly value: unknown;
  /** Place of a field by its path in a finding; of the closest field above it when it is not there. */
  readonly placeOf: (path: string) => Place;
}

export interface YamlFile {
  /** Those without faults. */
  readonly documents: readonly YamlDocument[];
  readonly faults: readonly Fault[];
}

/** The documents of a YAML or JSON file. Broken YAML is a fault. */
export function readDocuments(source: Source): YamlFile {
  const values = plainValues(source.text);
  if (values === undefined) return parse(source);
  // Most files need no places: they take several times as long as the values, and come from another parser.
  let parsed: YamlFile | undefined;
  const documents = values.map((value, index) => ({
    value,
    placeOf: (path: string) =>
      (parsed ??= parse(source)).documents[index]?.placeOf(path) ?? { file: source.file, line: 1, column: 1 },
  }));
  return { documents, faults: [] };
}

/** The values in plain YAML; undefined when there are faults, aliases, tags or directives in it. */
function plainValues(text: string): readonly unknown[] | undefined {
  if (/^%/m.test(text)) return undefined;
  try {
    return loadAll(text, { maxAliases: 0 });
  } catch {
    return undefined;
  }
}

function parse({ file, text }: Source): YamlFile {
  const lines = new LineCounter();
  const parsed = parseAllDocuments(text, { lineCounter: lines, uniqueKeys: true });
  const documents = "empty" in parsed ? [] : parsed;
  const at = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const faults = documents.flatMap(({ errors }) =>
    errors.map(({ pos: [offset], message }) => ({
      ...at(offset),
      message: `broken YAML: ${message.split("\n")[0]?.replace(/ at line \d+.*$/, "") ?? ""}`,
    })),
  );
  const sound = documents.filter(({ errors }) => errors.length === 0);
  return {
    documents: sound.map((document) => ({
      value: valueOf(document),
      placeOf: (path) => at(offsetOf(document, keysOf(path))),
    })),
    faults,
  };
}

/** Aliases that would blow up are as good as nothing. */
function valueOf(document: Document.Parsed): unknown {
  try {
    return document.toJS({ maxAliasCount: 1000 });
  } catch {
    return undefined;
  }
}

function offsetOf(document: Document.Parsed, keys: readonly (string | number)[]): number {
  for (let length = keys.length; length > 0; length--) {
    const node: unknown = document.getIn(keys.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  const { contents }: { contents: ParsedNode | null } = document;
  return contents?.range[0] ?? document.range[0];
}
