import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { explainSystemError } from "../support/errors.ts";
import { copyTree } from "../support/files.ts";
import { withLock } from "../support/lock.ts";
import { cacheFolder, makePrivateFolder } from "../support/paths.ts";
import type { Progress } from "../support/progress.ts";
import { moduleFolder, requireGo, runGo } from "./go.ts";
import { type GoPart, partFolder, versionOf } from "./recipes.ts";

/** Same sources and flags, same folder: a changed pin makes a new one. */
function fingerprint(part: GoPart): string {
  const hash = createHash("sha256");
  const folder = partFolder(part.name);
  for (const file of readdirSync(folder).sort()) hash.update(file).update(readFileSync(join(folder, file)));
  hash.update(JSON.stringify([part.package, part.stamp(versionOf(part)), part.embeds ?? []]));
  return hash.digest("hex").slice(0, 12);
}

/** Where the part's finished binary is, or would be. */
export function binaryOf(part: GoPart): string {
  return join(cacheFolder(), "parts", `${part.name}-${fingerprint(part)}`, part.binary);
}

export function isBuilt(part: GoPart): boolean {
  return existsSync(binaryOf(part));
}

/**
 * Builds what is not cached. A binary is made in a temporary folder that is renamed when it is whole,
 * so a killed build leaves nothing that could be run; Go's own cache lets the next one continue.
 */
export async function buildParts(parts: readonly GoPart[], progress: Progress): Promise<void> {
  const missing = () => parts.filter((part) => !isBuilt(part));
  if (missing().length === 0) return;
  requireGo(
    missing()
      .map((part) => part.name)
      .join(", "),
  );
  const wait = () => {
    progress.note("Another command is building the same parts; waiting for it.");
  };
  await withLock(
    join(cacheFolder(), "parts"),
    "the build cache",
    3600,
    async () => {
      const all = missing();
      for (const [index, part] of all.entries()) {
        const title = `build ${part.name} ${versionOf(part)} (${index + 1} of ${all.length}, once)`;
        await progress.phase(title, (note) => buildPart(part, note));
      }
    },
    wait,
  );
}

async function buildPart(part: GoPart, note: (text: string) => void): Promise<void> {
  const target = join(binaryOf(part), "..");
  const work = `${target}.tmp`;
  rmSync(work, { recursive: true, force: true });
  makePrivateFolder(work);
  try {
    copyTree(partFolder(part.name), work);
    await copyEmbeds(part, work);
    let packages = 0;
    const onLine = (line: string) => {
      note(line.startsWith("go: downloading") ? "downloading modules" : `${++packages} packages compiled`);
    };
    const out = join("out", part.binary);
    await runGo(
      ["build", "-v", "-trimpath", "-ldflags", linkerFlags(part), "-o", out, part.package],
      work,
      onLine,
    );
    renameSync(join(work, "out"), target);
  } catch (error) {
    explainSystemError(error, `build ${part.name}`, work);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

async function copyEmbeds(part: GoPart, work: string): Promise<void> {
  if (part.embeds === undefined) return;
  const module = await moduleFolder(part.module, work);
  for (const file of part.embeds) writeFileSync(join(work, basename(file)), readFileSync(join(module, file)));
}

function linkerFlags(part: GoPart): string {
  const stamps = Object.entries(part.stamp(versionOf(part))).map(([name, value]) => `-X ${name}=${value}`);
  return ["-s", "-w", ...stamps].join(" ");
}
