/** The only place in config/ that touches the disk. */

import { closeSync, openSync, readdirSync, readSync, statSync } from "node:fs";
import { isAbsolute, join, relative, resolve, sep } from "node:path";
import { largestFile } from "./yaml.ts";

/** A file with its name for messages: relative to the root, or absolute if it lies outside. */
export interface SourceFile {
  readonly name: string;
  readonly text: string;
}

function display(root: string, path: string): string {
  const inside = relative(root, path);
  return (inside.startsWith("..") || isAbsolute(inside) ? path : inside).split(sep).join("/");
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

/** The start of a file, one byte more than may be used of it: whoever parses it sees that it is too large. */
function readStart(path: string): string {
  const buffer = Buffer.alloc(Math.min(statSync(path).size, largestFile + 1));
  const handle = openSync(path, "r");
  try {
    return buffer.toString("utf8", 0, readSync(handle, buffer));
  } finally {
    closeSync(handle);
  }
}

/** Undefined if there is no such file. */
export function readIfPresent(root: string, name: string): SourceFile | undefined {
  const path = resolve(root, name);
  return isFile(path) ? { name: display(root, path), text: readStart(path) } : undefined;
}

/** The YAML files of a folder, by name; undefined if there is no such folder. */
export function readFolder(root: string, folder: string): readonly SourceFile[] | undefined {
  const path = resolve(root, folder);
  if (!isFolder(root, folder)) return undefined;
  return readdirSync(path)
    .filter((name) => /\.ya?ml$/.test(name) && !name.startsWith(".") && isFile(join(path, name)))
    .sort()
    .map((name) => ({ name: display(root, join(path, name)), text: readStart(join(path, name)) }));
}

/** Names of the environments that have a stack file. */
export function stackNames(root: string): readonly string[] {
  return readdirSync(root).flatMap((name) => /^Pulumi\.([\w-]+)\.yaml$/.exec(name)?.[1] ?? []);
}

export function isFolder(root: string, folder: string): boolean {
  return statSync(resolve(root, folder), { throwIfNoEntry: false })?.isDirectory() ?? false;
}
