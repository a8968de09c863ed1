/** `null` in a tenant's file: it takes away what the file says for every environment, and nothing else. */

import type { Report } from "../report.ts";
import { checkNulls, lostAt, nullsIn } from "../shape.ts";
import { didYouMean } from "../suggest.ts";
import { find, type TreeMap } from "../tree.ts";
import { full } from "./schema.ts";
import type { Split } from "./layers.ts";

/** Whether the last step of a path is a name the tenant chose, or a variable. */
function isNamed(path: readonly string[]): boolean {
  return lostAt(full, [...path.slice(0, -1), "\n"])?.keys.includes("*") === true;
}

/** Names with nothing under them would be dropped without a word. */
function checkBase(base: TreeMap, report: Report): void {
  checkNulls(full, base, report);
  for (const path of nullsIn(base).filter(isNamed)) {
    report(path, "has no value", "Write one, or remove the line.", JSON.stringify(path.at(-1)));
  }
}

function checkSection(section: TreeMap, base: TreeMap, report: Report): void {
  checkNulls(full, section, report);
  for (const path of nullsIn(section).filter(isNamed)) {
    if (find(base, path)) continue;
    const [above, name] = [find(base, path.slice(0, -1)), path.at(-1) ?? ""];
    const names = above?.kind === "map" ? [...above.entries.keys()] : [];
    const fix = `${didYouMean(name, names)}Name what stands above, or remove the line.`;
    report(path, "takes nothing away", fix, JSON.stringify(name));
  }
}

export function checkFileNulls({ base, sections }: Split, report: Report): void {
  checkBase(base, report);
  for (const [environment, section] of sections ?? []) {
    checkSection(section, base, (path, ...rest) => {
      report(["environments", environment, ...path], ...rest);
    });
  }
}
