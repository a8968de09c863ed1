import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { ChartSource, Environment } from "../../config/types.ts";
import { type ChartName, charts } from "../../config/versions.ts";
import type { Manifests } from "../parts/manifests.ts";

/** A chart's source on local parts, and what to tell of it. */
export interface LocalChart {
  readonly source?: ChartSource;
  readonly note: string;
}

/** Charts that a Go module carries whole. */
const carried: Readonly<Partial<Record<ChartName, string>>> = { "cert-manager": "cert-manager" };
/** Real CRDs of charts that no module carries. */
const crds: Readonly<Partial<Record<ChartName, string>>> = { keda: "keda" };

/** The charts an environment's add-ons use. */
export function chartsInUse({ addons }: Environment): ChartName[] {
  const uses: readonly (readonly [ChartName, boolean])[] = [
    ["cert-manager", addons.certManager.driver === "chart"],
    ["keda", addons.keda.driver === "chart"],
    ["traefik", addons.ingress.driver === "chart"],
  ];
  return uses.filter(([, used]) => used).map(([name]) => name);
}

/**
 * Where each chart in use comes from on local parts: from its Go module when one carries it, from its repository
 * when that answers, and otherwise from its real CRDs alone, without a controller.
 */
export async function localCharts(
  environment: Environment,
  manifests: Manifests,
): Promise<ReadonlyMap<ChartName, LocalChart>> {
  const names = chartsInUse(environment).filter((name) => environment.charts[name] === undefined);
  const entries = names.map(async (name) => [name, await localChart(name, manifests)] as const);
  return new Map(await Promise.all(entries));
}

async function localChart(name: ChartName, manifests: Manifests): Promise<LocalChart> {
  const { version, repository } = charts[name];
  const folder = carried[name];
  if (folder !== undefined) {
    return {
      source: { path: manifests.folder(folder) },
      note: `${name} ${version}: the real chart, from its Go module`,
    };
  }
  if (await answers(repository)) return { note: `${name} ${version}: the real chart, from ${repository}` };
  const crdFolder = manifests.folder(crds[name] ?? "none");
  mkdirSync(join(crdFolder), { recursive: true });
  return {
    source: { crds: crdFolder },
    note: `${name} ${version}: its CRDs only, without a controller (${repository} does not answer)`,
  };
}

async function answers(repository: string): Promise<boolean> {
  try {
    const response = await fetch(`${repository}/index.yaml`, {
      method: "HEAD",
      signal: AbortSignal.timeout(3000),
    });
    return response.ok;
  } catch {
    return false;
  }
}
