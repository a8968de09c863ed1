import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { z } from "zod";
import { explainSystemError, UserError } from "./errors.ts";

/** Writes a whole file or none of it; readable by its owner only unless `mode` says otherwise. */
export function writeFileAtomically(file: string, content: string, mode = 0o600): void {
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    writeFileSync(temporary, content, { mode });
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    explainSystemError(error, "write a file", dirname(file));
  }
}

/** Reads a JSON file this tool wrote. Absent is `undefined`; anything else than `schema` is a clear error. */
export function readJson<T>(file: string, schema: z.ZodType<T>): T | undefined {
  if (!existsSync(file)) return undefined;
  try {
    return schema.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    throw new UserError(
      `${file} is damaged.`,
      "npm run local:down -- --force removes this environment, whatever its state",
      "npm run local:up makes it anew",
    );
  }
}

/** Copies the files of a folder; unlike cpSync it does not carry over that the source is read-only. */
export function copyTree(from: string, to: string): void {
  mkdirSync(to, { recursive: true, mode: 0o700 });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) copyTree(source, target);
    else writeFileSync(target, readFileSync(source));
  }
}
