/** YAML files as trees: places on everything, and every fault of the syntax a problem at its line and column. */

import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type Pair,
  type ParsedNode,
} from "yaml";
import type { Place, Problem } from "./problems.ts";
import type { Scalar, Tree, TreeMap } from "./tree.ts";

const faults: Readonly<Record<string, readonly [wrong: string, fix: string]>> = {
  TAB_AS_INDENT: ["tab in the indentation", "Indent with spaces."],
  BAD_INDENT: [
    "indentation does not fit the lines around it",
    "Align it with its neighbours, and close brackets and quotes above it.",
  ],
  MULTIPLE_DOCS: ["second document in the file", "Keep one document per file: remove the line ---."],
  TAG_RESOLVE_FAILED: [
    "unknown tag",
    "Remove the tag; plain text, numbers, true, false, lists and maps are enough.",
  ],
};
const otherFault = [
  "not valid YAML",
  "Check quotes, colons, brackets and indentation here and in the line above.",
] as const;

/** More than any file of ours needs; what is larger would take long to say no to. */
export const largestFile = 128 * 1024;
/** Maps and lists inside one another. */
const deepest = 32;

class Reader {
  readonly problems: Problem[] = [];
  readonly #lines: LineCounter;
  readonly #file: string;

  constructor(file: string, lines: LineCounter) {
    this.#file = file;
    this.#lines = lines;
  }

  place(offset: number): Place {
    const { line, col } = this.#lines.linePos(offset);
    return { file: this.#file, line: Math.max(line, 1), column: Math.max(col, 1) };
  }

  fault(offset: number, wrong: string, fix: string, got?: string): void {
    this.problems.push({
      ...this.place(offset),
      path: "",
      wrong,
      fix,
      ...(got === undefined ? {} : { got }),
    });
  }

  tree(node: ParsedNode | null, place: Place, depth = 0): Tree {
    if (node && (isMap(node) || isSeq(node)) && depth >= deepest) {
      this.fault(node.range[0], `nested more than ${deepest} deep`, "Write it flatter.");
      return { kind: "scalar", place, value: null };
    }
    if (isMap<ParsedNode, ParsedNode | null>(node)) return this.#map(node.items, place, depth + 1);
    if (isSeq<ParsedNode>(node)) {
      const items = node.items.map((item) => this.tree(item, this.place(item.range[0]), depth + 1));
      return { kind: "list", place, items };
    }
    if (isAlias(node)) {
      const got = JSON.stringify(`*${node.source}`);
      this.fault(node.range[0], "alias of another value", "Write the value out.", got);
    }
    return { kind: "scalar", place, value: isScalar(node) ? (node.value as Scalar) : null };
  }

  #map(pairs: readonly Pair<ParsedNode, ParsedNode | null>[], place: Place, depth: number): TreeMap {
    const entries = new Map<string, Tree>();
    for (const { key, value } of pairs) {
      const offset = key.range[0];
      const name = isScalar(key) ? String(key.value) : undefined;
      if (name === undefined || name === "__proto__") {
        this.fault(offset, "key is not a plain name", "Use a plain name as key.");
      } else if (name === "<<") {
        this.fault(offset, "merge of another map", "Write the keys out.", JSON.stringify(name));
      } else {
        if (entries.has(name)) {
          // The library's own look for them takes the square of their number.
          this.fault(
            offset,
            "key stands twice in the same map",
            "Keep one of the two.",
            JSON.stringify(name),
          );
        }
        entries.set(name, this.tree(value, this.place(offset), depth));
      }
    }
    return { kind: "map", place, entries };
  }
}

/** Undefined if it is nested too deeply for the library. */
function parse(text: string, lines: LineCounter) {
  try {
    return parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/**
 * Reads one YAML document whose root is a map.
 * @param file Name to report problems under.
 * @returns The tree if the syntax allows one; problems: empty or large file, root not a map, syntax, duplicate keys,
 * aliases, depth.
 */
export function parseYaml(text: string, file: string): { tree?: TreeMap; problems: readonly Problem[] } {
  const lines = new LineCounter();
  const reader = new Reader(file, lines);
  if (Buffer.byteLength(text) > largestFile) {
    reader.fault(0, `file is larger than ${largestFile / 1024} KiB`, "Keep in it what only it can say.");
    return { problems: reader.problems };
  }
  const document = parse(text, lines);
  if (!document) {
    reader.fault(0, `nested more than ${deepest} deep`, "Write it flatter.");
    return { problems: reader.problems };
  }
  // After a slip the library doubts every word to the end of the file: the first doubt is the one to look at.
  const found = [...document.errors, ...document.warnings];
  const firstDoubt = found.find(({ code }) => !Object.hasOwn(faults, code));
  for (const fault of found) {
    const known = faults[fault.code];
    if (known) reader.fault(fault.pos[0], ...known);
    else if (fault === firstDoubt) reader.fault(fault.pos[0], ...otherFault);
  }
  if (document.errors.length > 0) return { problems: reader.problems };

  const root = document.contents;
  if (root === null || (isScalar(root) && root.value === null)) {
    reader.fault(0, "file is empty", "Write at least the required keys, or delete the file.");
  } else if (!isMap(root)) {
    reader.fault(root.range[0], "file does not hold a map", "Write keys and values, e.g. schema: tenant/v1.");
  } else {
    const tree = reader.tree(root, reader.place(root.range[0]));
    if (tree.kind === "map") return { tree, problems: reader.problems };
  }
  return { problems: reader.problems };
}
