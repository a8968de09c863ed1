import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** A text to check, and the name it goes by in reports. */
export interface Source {
  readonly file: string;
  readonly text: string;
}

/** A path that cannot be read. */
export class SourceError extends Error {}

const readable = /\.(ya?ml|json)$/;
const skipped = new Set(["node_modules", ".git", ".pulumi"]);

/** Files, the YAML and JSON files under folders, and standard input for `-`; in a stable order. */
export function readSources(paths: readonly string[]): readonly Source[] {
  return paths.flatMap((path) => {
    if (path === "-") return [{ file: "<stdin>", text: readFileSync(0, "utf8") }];
    try {
      const files = statSync(path).isDirectory() ? filesUnder(path) : [path];
      return files.map((file) => ({ file, text: readFileSync(file, "utf8") }));
    } catch (error) {
      const reason = error instanceof Error && "code" in error ? String(error.code) : "unreadable";
      throw new SourceError(
        `${path}: cannot be read (${reason}). Give files, folders or - for standard input.`,
      );
    }
  });
}

function filesUnder(folder: string): readonly string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return skipped.has(entry.name) ? [] : filesUnder(path);
    return readable.test(entry.name) ? [path] : [];
  });
}
