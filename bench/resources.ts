import { readFileSync } from "node:fs";
import { goldenFile, type Entry } from "../test/golden/inventory.ts";
import type { Sent } from "../test/policy/support/pack.ts";

/** The tenant of the recorded environment. */
const model = "todo";

/**
 * What the program registers for an environment with many tenants: its recorded inventory, with the one tenant in it
 * as often as wanted, each under another name.
 */
export function generateResources(tenants: number): readonly Sent[] {
  const entries = JSON.parse(readFileSync(goldenFile("local"), "utf8")) as readonly Entry[];
  const [ofTenant, ofPlatform] = [true, false].map((mine) =>
    entries.filter(({ name }) => name.includes(model) === mine),
  );
  const copies = Array.from({ length: tenants }, (_, index) => renamed(ofTenant ?? [], `tenant-${index}`));
  return [...(ofPlatform ?? []), ...copies.flat()].map(({ type, name, inputs }) => ({
    type,
    name,
    props: inputs as object,
  }));
}

function renamed(entries: readonly Entry[], name: string): readonly Entry[] {
  return JSON.parse(JSON.stringify(entries).replaceAll(model, name)) as readonly Entry[];
}

/** The Kubernetes objects among them, as their manifests would hold them. */
export function manifestsOf(resources: readonly Sent[]): readonly object[] {
  return resources.map(({ props }) => props).filter((props) => "apiVersion" in props && "metadata" in props);
}
