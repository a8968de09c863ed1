import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { rules } from "../rules/index.ts";
import manifest from "../package.json" with { type: "json" };
import { overviewOf } from "./pages.ts";

const source = fileURLToPath(new URL("..", import.meta.url));

/** What the compiler refuses. */
export class BuildError extends Error {}

/** Files and folders that are published as they are, from here or from the root of the repository. */
const copied = ["PulumiPolicy.yaml", "README.md", "levels", "../LICENSE"];

/**
 * Writes the package as it is published: compiled, because Node.js strips no types under node_modules, and without
 * the configuration of the program that lives beside the pack in its repository. The folder is emptied first.
 *
 * @throws BuildError with what the compiler printed.
 */
export function buildPackage(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  compile(folder);
  for (const name of copied)
    cpSync(join(source, name), join(folder, name.replace("../", "")), { recursive: true });
  writeFileSync(join(folder, "config.json"), "{}\n");
  writeFileSync(join(folder, "RULES.md"), `# Rules\n\n${overviewOf(rules, ({ url }) => url)}\n`);
  const published = publishedManifest();
  writeFileSync(join(folder, "package.json"), `${JSON.stringify(published, undefined, 2)}\n`);
  for (const file of Object.values(published.bin)) chmodSync(join(folder, file), 0o755);
}

function compile(folder: string): void {
  const compiler = createRequire(import.meta.url).resolve("typescript-7/package.json");
  const { status, stdout } = spawnSync(
    process.execPath,
    [join(compiler, "../bin/tsc"), "-p", join(source, "tsconfig.build.json"), "--outDir", folder],
    { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] },
  );
  if (status !== 0) throw new BuildError(stdout.trim());
}

/** The manifest less what is of use in the repository alone, and with compiled files for sources. */
function publishedManifest() {
  const { name, version, description, keywords, license, type, main, exports, engines, dependencies } =
    manifest;
  const bin = Object.fromEntries(
    Object.entries(manifest.bin).map(([command, file]) => [command, file.replace(/\.ts$/, ".js")]),
  );
  const about = { name, version, description, keywords, license };
  return { ...about, type, main, exports, bin, engines, dependencies };
}
