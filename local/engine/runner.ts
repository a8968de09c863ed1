/**
 * A Node.js process that loads Pulumi's SDK while the engine is still starting, and then becomes what it is told to
 * run: Pulumi's own runner of programs or policy packs. See runners.ts.
 */
import { createRequire } from "node:module";
import "@pulumi/pulumi";
import type { NodeCommand } from "./languageCommands.ts";

const require = createRequire(import.meta.url);
const quit = () => process.exit(0);

function start({ args, cwd, env }: NodeCommand): void {
  process.off("disconnect", quit);
  process.disconnect();
  Object.assign(process.env, env);
  process.chdir(cwd);
  process.argv = [process.execPath, ...args];
  // What the SDK took from the environment while it was loading.
  Reflect.deleteProperty(globalThis, "globalStore");
  require(args[0] ?? "");
}

process.once("disconnect", quit);
process.once("message", start);
