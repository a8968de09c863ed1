/** How long a pack takes to start: from its process to the port it prints. */
import { once } from "node:events";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Runners } from "../local/engine/runners.ts";
import { preload } from "../local/engine/upcoming.ts";
import { nodeCache, root } from "../local/support/paths.ts";
import { Pack } from "../test/policy/support/pack.ts";
import { timed } from "./figures.ts";

const ourPack = join(root, "policy");

/** Milliseconds from nothing, as the official engine starts a pack; with Node.js told to keep compiled code. */
export async function startFromNothing(folder = ourPack): Promise<number> {
  let pack: Pack | undefined;
  const taken = await timed(async () => {
    pack = await Pack.start({ NODE_COMPILE_CACHE: nodeCache("policy") }, folder);
  });
  // An answer tells that compiled code is kept.
  await pack?.info();
  await pack?.stop();
  return taken;
}

/** Runs something with a pack that has no policies: the part of a start that is the SDK's. */
export async function withEmptyPack<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "aks-bench-pack-"));
  try {
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
    writeFileSync(join(folder, "package.json"), JSON.stringify({ version: "1.0.0", main: "index.js" }));
    const code =
      'const { PolicyPack } = require("@pulumi/policy");\nnew PolicyPack("empty", { policies: [] });\n';
    writeFileSync(
      join(folder, "index.js"),
      `${code}setImmediate(require("node:module").flushCompileCache);\n`,
    );
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Milliseconds the process gets to load before the engine asks for the pack; the engine takes longer than that. */
const headStart = 8000;

/** Milliseconds as the local commands start it: in a process that loads SDK and rules while the engine starts. */
export async function startPrepared(): Promise<number> {
  const runners = new Runners();
  runners.prepare({ env: {}, azure: "", preload });
  await new Promise((resolve) => setTimeout(resolve, headStart));
  const runner = createRequire(import.meta.url).resolve("@pulumi/pulumi/cmd/run-policy-pack");
  const command = { args: [runner, "127.0.0.1:1", ourPack], cwd: ourPack, env: {} };
  try {
    const start = performance.now();
    const child = runners.start("policy", command);
    if (child.stdout === null) throw new Error("the pack's output is not piped");
    await once(createInterface({ input: child.stdout }), "line");
    const taken = performance.now() - start;
    child.kill();
    return taken;
  } finally {
    await runners.finish();
  }
}
