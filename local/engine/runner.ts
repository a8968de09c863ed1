/**
 * A Node.js process that loads Pulumi's SDK, and the modules its arguments name, while the engine is still starting;
 * then it becomes what it is told to run: Pulumi's own runner of programs or policy packs. See runners.ts.
 */
import { once } from "node:events";
import { createRequire } from "node:module";
// First: attaching to V8's inspector, which the SDK's runner waits for, takes longer the more scripts there are.
import "@pulumi/pulumi/runtime/closure/v8Hooks.js";
import "@pulumi/pulumi";
import type { NodeCommand } from "./languageCommands.ts";

const require = createRequire(import.meta.url);
const quit = () => process.exit(0);

/** What Pulumi's SDK keeps for a process. */
interface Store {
  resourcePackages?: unknown;
  resourceModules?: unknown;
}

/**
 * Has the SDK make its store anew when it next wants it: it takes the environment from there, and that is told only
 * now. What packages registered while they loaded goes into the new one.
 */
function renewStore(): void {
  const { resourcePackages, resourceModules } = (Reflect.get(globalThis, "globalStore") ?? {}) as Store;
  Object.defineProperty(globalThis, "globalStore", {
    configurable: true,
    get: () => undefined,
    set: (store: Store) => {
      const value = Object.assign(store, { resourcePackages, resourceModules });
      Object.defineProperty(globalThis, "globalStore", { configurable: true, writable: true, value });
    },
  });
}

process.once("disconnect", quit);
const told = once(process, "message") as Promise<[NodeCommand]>;
for (const module of process.argv.slice(2)) await import(module);
const [{ args, cwd, env }] = await told;
process.off("disconnect", quit);
process.disconnect();
Object.assign(process.env, env);
process.chdir(cwd);
process.argv = [process.execPath, ...args];
renewStore();
require(args[0] ?? "");
