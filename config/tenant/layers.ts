/** A tenant file as layers: what it says for every environment, and what for one. */

import type { Report } from "../report.ts";
import { didYouMean } from "../suggest.ts";
import { find, merge, withoutNulls, type Tree, type TreeMap } from "../tree.ts";
import { fixedKeys } from "./schema.ts";

export interface TenantLayers {
  /** The tenant as written for one environment, or for all if it is onboarded in all. */
  readonly variants: readonly { readonly environment?: string; readonly tree: TreeMap }[];
  /** The variant of the environment that is loaded; absent: the tenant is not onboarded there. */
  readonly current?: TreeMap;
}

function omit(tree: TreeMap, key: string): TreeMap {
  return { ...tree, entries: new Map([...tree.entries].filter(([name]) => name !== key)) };
}

function layered(base: TreeMap, section: Tree): TreeMap {
  const merged = section.kind === "map" ? { ...merge(base, section), place: base.place } : base;
  const tree = withoutNulls(merged);
  return tree.kind === "map" ? tree : base;
}

function checkSection(name: string, section: Tree, known: readonly string[], report: Report): void {
  const path = ["environments", name];
  if (!known.includes(name)) {
    const fix = `${didYouMean(name, known)}Allowed: ${known.join(", ")}.`;
    report(path, "unknown environment", fix, JSON.stringify(name));
  }
  if (section.kind !== "map") {
    if (section.kind === "scalar" && section.value === null) return;
    report(path, "is not a map", "Write a map of what differs in this environment, or {} if nothing does.");
    return;
  }
  for (const key of fixedKeys.filter((fixed) => section.entries.has(fixed))) {
    report([...path, key], "cannot differ by environment", "Write it once, at the top of the file.");
  }
}

/**
 * Merges the file's `environments` sections over the rest of it: maps by key, scalars and lists replace,
 * `null` takes away what the file says, so that the platform's default applies again.
 * Without `environments` the tenant is onboarded everywhere, with it only where it is named.
 *
 * @param environment Name of the environment that is loaded.
 * @param known Names of all environments.
 */
export function splitLayers(
  tree: TreeMap,
  environment: string,
  known: readonly string[],
  report: Report,
): TenantLayers {
  const base = omit(tree, "environments");
  const sections = find(tree, ["environments"]);
  const everywhere = layered(base, base);
  if (sections?.kind !== "map") {
    if (sections)
      report(["environments"], "is not a map", `Write a map of environments: ${known.join(", ")}.`);
    return { variants: [{ tree: everywhere }], current: everywhere };
  }
  const variants = [...sections.entries].map(([name, section]) => {
    checkSection(name, section, known, report);
    const own = section.kind === "map" ? fixedKeys.reduce<TreeMap>(omit, section) : section;
    return { environment: name, tree: layered(base, own) };
  });
  const current = variants.find((variant) => variant.environment === environment)?.tree;
  return {
    variants: variants.length > 0 ? variants : [{ tree: everywhere }],
    ...(current === undefined ? {} : { current }),
  };
}
