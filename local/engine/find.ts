import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { isBuilt } from "../parts/build.ts";
import { enginePartList, pulumi, versionOf } from "../parts/recipes.ts";

/** The oldest official CLI the program works with: parameterized packages and sticky failed hooks. */
export const oldestCli = "3.238.0";

/** What was found on the PATH. */
export type Found =
  | { readonly usable: true; readonly file: string; readonly version: string }
  | { readonly usable: false; readonly reason: string };

function onPath(binary: string): string | undefined {
  return (process.env["PATH"] ?? "")
    .split(delimiter)
    .map((folder) => join(folder, binary))
    .find((file) => existsSync(file));
}

/** A `pulumi` on the PATH, if it is new enough and has its Node.js language host. */
export function findCli(): Found {
  const file = onPath("pulumi");
  if (file === undefined) return { usable: false, reason: "no pulumi on the PATH" };
  const version = spawnSync(file, ["version"], { encoding: "utf8" }).stdout.trim().replace(/^v/, "");
  if (!atLeast(version, oldestCli)) {
    return { usable: false, reason: `${file} is ${version || "unreadable"}, older than ${oldestCli}` };
  }
  const host = "pulumi-language-nodejs";
  if (!existsSync(join(dirname(file), host)) && onPath(host) === undefined) {
    return { usable: false, reason: `${file} has no ${host} beside it` };
  }
  return { usable: true, file, version };
}

/** Whether the engine built here is the one to use, and at hand. */
export function builtEngineIsAtHand(): boolean {
  return enginePartList.every(isBuilt) && !findCli().usable;
}

/** Compares release versions; anything unreadable is older. */
export function atLeast(version: string, floor: string): boolean {
  const parse = (text: string) => text.split("-")[0]?.split(".").map(Number) ?? [];
  const [left, right] = [parse(version), parse(floor)];
  if (left.length !== 3 || left.some(Number.isNaN)) return false;
  for (const [index, part] of left.entries()) {
    const difference = part - (right[index] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}

/** The engine's version when it is built or installed here, without `v`. */
export function pinnedCli(): string {
  return versionOf(pulumi).replace(/^v/, "");
}
