import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../support/errors.ts";
import { copyTree } from "../support/files.ts";
import { withLock } from "../support/lock.ts";
import { cacheFolder, makePrivateFolder } from "../support/paths.ts";
import type { Progress } from "../support/progress.ts";
import { hasGo, moduleFolder, waysToGetParts } from "./go.ts";
import { partFolder, pinnedVersion } from "./recipes.ts";

/** A folder of a pinned Go module, copied into the cache as `name`. `part` holds the pin. */
interface Source {
  readonly name: string;
  readonly part: string;
  readonly module: string;
  readonly folder: string;
}

const sources: readonly Source[] = [
  { name: "keda", part: "manifests", module: "github.com/kedacore/keda/v2", folder: "config/crd/bases" },
  {
    name: "gateway-api",
    part: "manifests",
    module: "sigs.k8s.io/gateway-api",
    folder: "config/crd/standard",
  },
  {
    name: "secrets-store-csi",
    part: "manifests",
    module: "sigs.k8s.io/secrets-store-csi-driver",
    folder: "config/crd/bases",
  },
  {
    name: "cert-manager-crds",
    part: "manifests",
    module: "github.com/cert-manager/cert-manager",
    folder: "deploy/crds",
  },
  {
    name: "cert-manager",
    part: "manifests",
    module: "github.com/cert-manager/cert-manager",
    folder: "deploy/charts/cert-manager",
  },
  { name: "kwok-stages", part: "kwok", module: "sigs.k8s.io/kwok", folder: "kustomize/stage" },
];

/** Folder of each set of manifests in the cache. */
export interface Manifests {
  readonly folder: (name: string) => string;
}

function manifestsFolder(): string {
  const hash = createHash("sha256").update(JSON.stringify(sources));
  for (const part of ["manifests", "kwok"]) hash.update(readFileSync(join(partFolder(part), "go.sum")));
  return join(cacheFolder(), "manifests", hash.digest("hex").slice(0, 12));
}

/** Copies the real CRDs, charts and stages out of their Go modules, once. */
export async function fetchManifests(progress: Progress): Promise<Manifests> {
  const target = manifestsFolder();
  if (!existsSync(target)) {
    if (!hasGo())
      throw new UserError("Custom resource definitions must be fetched with Go once.", waysToGetParts[0]);
    await withLock(join(cacheFolder(), "manifests"), "the build cache", 600, async () => {
      if (!existsSync(target))
        await progress.phase("fetch manifests and charts (once)", () => copyAll(target));
    });
  }
  return { folder: (name) => join(target, name) };
}

async function copyAll(target: string): Promise<void> {
  const work = `${target}.tmp`;
  rmSync(work, { recursive: true, force: true });
  makePrivateFolder(work);
  for (const { name, part, module, folder } of sources) {
    const from = join(await moduleFolder(module, partFolder(part)), folder);
    copyTree(from, join(work, name));
  }
  stampChart(join(work, "cert-manager"), pinnedVersion("manifests", "github.com/cert-manager/cert-manager"));
  renameSync(work, target);
}

/** The module carries the chart with version v0.0.0; its release tool writes the tag in, and so do we. */
function stampChart(folder: string, version: string): void {
  const file = join(folder, "Chart.yaml");
  writeFileSync(file, readFileSync(file, "utf8").replaceAll("v0.0.0", version));
}

/** The YAML files of a folder, in order. */
export function yamlFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".yaml"))
    .sort()
    .map((file) => join(folder, file));
}
