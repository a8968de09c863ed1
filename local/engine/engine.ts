import { join } from "node:path";
import { PulumiCommand } from "@pulumi/pulumi/automation/index.js";
import { buildParts, isBuilt } from "../parts/build.ts";
import { hasGo, waysToGetParts } from "../parts/go.ts";
import { enginePartList } from "../parts/recipes.ts";
import { describe, UserError } from "../support/errors.ts";
import { cacheFolder } from "../support/paths.ts";
import type { Progress } from "../support/progress.ts";
import { findCli, pinnedCli } from "./find.ts";

/** Where the engine comes from. A `built` one needs our language host and provider; the others bring theirs. */
export interface Engine {
  readonly kind: "path" | "built" | "installed";
  readonly description: string;
  /** Folder that holds the official CLI; absent for a built engine. */
  readonly root?: string;
}

/**
 * Finds an engine: the PATH, the cache, a build with Go, the official installer; in this order.
 * Fails with every way out when none is to be had.
 */
export async function findEngine(progress: Progress): Promise<Engine> {
  const found = findCli();
  if (found.usable) {
    return { kind: "path", description: `pulumi ${found.version} (${found.file})` };
  }
  if (enginePartList.every(isBuilt) || hasGo()) {
    await buildParts(enginePartList, progress);
    return { kind: "built", description: `pulumi ${pinnedCli()} (built from its Go module)` };
  }
  const root = join(cacheFolder(), "pulumi", pinnedCli());
  try {
    const installed = progress.phase(`install pulumi ${pinnedCli()}`, async () => install(root));
    await installed;
    return { kind: "installed", description: `pulumi ${pinnedCli()} (official installer)`, root };
  } catch (error) {
    throw new UserError(
      `No Pulumi engine: ${found.reason}; Go is missing; the official installer failed (${firstLine(error)}).`,
      `install the pulumi CLI ${pinnedCli()} with its Node.js language host and put it on the PATH`,
      ...waysToGetParts,
    );
  }
}

async function install(root: string): Promise<void> {
  const { SemVer } = await import("semver");
  await PulumiCommand.install({ version: new SemVer(pinnedCli()), root });
}

function firstLine(error: unknown): string {
  return describe(error).split("\n")[0] ?? "";
}
