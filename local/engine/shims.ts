import { rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { binaryOf } from "../parts/build.ts";
import { kubernetesProvider, pulumi } from "../parts/recipes.ts";
import { makePrivateFolder, nodeCache, type Places, root } from "../support/paths.ts";
import type { Engine } from "./engine.ts";

/**
 * Fills the folder that comes first on the engine's PATH: the Azure emulator always;
 * with a built engine also the CLI and its Kubernetes provider.
 */
export function writeShims(at: Places, engine: Engine): void {
  rmSync(at.bin, { recursive: true, force: true });
  makePrivateFolder(at.bin);
  writeProvider(at, "azure-native", join(root, "local/azure/main.ts"));
  if (engine.kind !== "built") return;
  // Only looked for: the engine attaches to the host its command has started.
  writeFileSync(join(at.bin, "pulumi-language-nodejs"), "#!/bin/sh\nexit 1\n", { mode: 0o700 });
  symlinkSync(binaryOf(pulumi), join(at.bin, pulumi.binary));
  symlinkSync(binaryOf(kubernetesProvider), join(at.bin, kubernetesProvider.binary));
}

/** A provider of Pulumi that is a TypeScript file, run with the pinned Node.js. */
function writeProvider(at: Places, name: string, file: string): void {
  const cache = quote(nodeCache("azure"));
  const text = `#!/bin/sh\nNODE_COMPILE_CACHE=${cache} exec ${quote(process.execPath)} ${quote(file)} "$@"\n`;
  writeFileSync(join(at.bin, `pulumi-resource-${name}`), text, { mode: 0o700 });
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
