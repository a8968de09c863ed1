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
  DUPLICATE_KEY: ["key stands twice in the same map", "Keep one of the two."],
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

  tree(node: ParsedNode | null, place: Place): Tree {
    if (isMap<ParsedNode, ParsedNode | null>(node)) {
      const entries = node.items.flatMap((pair) => this.#entry(pair));
      return { kind: "map", place, entries: new Map(entries) };
    }
    if (isSeq<ParsedNode>(node)) {
      return {
        kind: "list",
        place,
        items: node.items.map((item) => this.tree(item, this.place(item.range[0]))),
      };
    }
    if (isAlias(node))
      this.fault(
        node.range[0],
        "alias of another value",
        "Write the value out.",
        JSON.stringify(`*${node.source}`),
      );
    return { kind: "scalar", place, value: isScalar(node) ? (node.value as Scalar) : null };
  }

  #entry({ key, value }: Pair<ParsedNode, ParsedNode | null>): [string, Tree][] {
    const offset = key.range[0];
    if (!isScalar(key) || key.value === "__proto__") {
      this.fault(offset, "key is not a plain name", "Use a plain name as key.");
      return [];
    }
    return [[String(key.value), this.tree(value, this.place(offset))]];
  }
}

/**
 * Reads one YAML document whose root is a map.
 * @param file Name to report problems under.
 * @returns The tree if the syntax allows one; problems: empty file, root not a map, syntax, duplicate keys.
 */
export function parseYaml(text: string, file: string): { tree?: TreeMap; problems: readonly Problem[] } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const reader = new Reader(file, lines);
  for (const { code, pos } of [...document.errors, ...document.warnings]) {
    const [wrong, fix] = faults[code] ?? otherFault;
    const got =
      code === "DUPLICATE_KEY" ? JSON.stringify(/^[^\s:]+/.exec(text.slice(pos[0]))?.[0]) : undefined;
    reader.fault(pos[0], wrong, fix, got);
  }
  if (document.errors.some(({ code }) => code !== "DUPLICATE_KEY")) return { problems: reader.problems };

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
