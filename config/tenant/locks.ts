/** What a layer may not set, because one below has locked it. */

import { pathText, placeText, type Path, type Place } from "../problems.ts";
import type { Report } from "../report.ts";
import type { Tree, TreeMap } from "../tree.ts";
import { excludedBy } from "./overlay.ts";

/** A path that no later layer may set. */
export interface Lock {
  /** Keys; `*` is every name. */
  readonly path: readonly string[];
  /** Where it is locked. */
  readonly place: Place;
  /** Who locked it, e.g. `environment prod`. */
  readonly by: string;
}

/** The lock as it is written, e.g. `services.*.scale.max`. */
export function lockText({ path }: Lock): string {
  return path.join(".");
}

function fits(step: string, key: string | number | undefined): boolean {
  return step === "*" || step === key;
}

/** The lock under which a path falls, if any: its own, or that of something above it. */
export function lockOf(locks: readonly Lock[], path: Path): Lock | undefined {
  return locks.find(
    (lock) => lock.path.length <= path.length && lock.path.every((step, index) => fits(step, path[index])),
  );
}

/** Paths in `tree` that set what is under `wanted`: the value itself, or one in the place of a map above it. */
function settings(tree: Tree, wanted: readonly string[], path: Path = []): readonly Path[] {
  // null takes the layer's own value away, and true or false choose none.
  const [step, ...rest] = wanted;
  if (
    tree.kind === "scalar" &&
    (tree.value === null || (step !== undefined && typeof tree.value === "boolean"))
  ) {
    return [];
  }
  if (step === undefined || tree.kind !== "map") return [path];
  return [...tree.entries]
    .filter(([key]) => fits(step, key))
    .flatMap(([key, value]) => settings(value, rest, [...path, key]));
}

/** Reports every path of a layer that sets something locked below it, also by writing what excludes it. */
export function checkLocks(locks: readonly Lock[], layer: TreeMap, report: Report): void {
  for (const lock of locks) {
    for (const wanted of [lock.path, ...excludedBy(lock.path).map((path) => path.map(String))]) {
      for (const path of settings(layer, wanted)) {
        const wrong = `is locked by ${lock.by} as ${lockText(lock)} (${placeText(lock.place)})`;
        const fix = `Remove ${pathText(path.slice(-1))}, or ask whoever keeps that file.`;
        report(path, wrong, fix);
      }
    }
  }
}
