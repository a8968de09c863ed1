import { dirname, join } from "node:path";
import { LocalWorkspace, PulumiCommand, Stack } from "@pulumi/pulumi/automation/index.js";
import { cacheFolder, makePrivateFolder, type Places } from "../support/paths.ts";
import type { Engine } from "./engine.ts";
import { type LanguageHost, startLanguageHost } from "./hostProcess.ts";
import { readCheckpoint } from "./recovery.ts";
import { writeShims } from "./shims.ts";
import { engineVariables, upcoming } from "./upcoming.ts";

/** Resource operations the engine runs at once; the local API server keeps up with many. */
export const parallelism = 64;

/** A stack, and the language host a built engine needs beside it. */
export interface OpenStack extends Disposable {
  readonly stack: Stack;
  /** Call it before the engine runs: what the engine will start loads meanwhile. */
  warm(): void;
}

/**
 * Opens the environment's stack, which is made if it is not there.
 * @param host A language host that was prepared before; only a built engine needs one.
 */
export async function openStack(at: Places, engine: Engine, host?: LanguageHost): Promise<OpenStack> {
  writeShims(at, engine);
  makePrivateFolder(at.backend);
  const variables = engineVariables(at, engine.kind);
  if (engine.kind !== "built") {
    return {
      stack: await openIn(at, engine, variables),
      warm: () => undefined,
      [Symbol.dispose]: () => undefined,
    };
  }
  const running = host ?? startLanguageHost();
  if (host === undefined) running.prepare(upcoming(at));
  try {
    const stack = await openIn(at, engine, { ...variables, ...(await running.variables) });
    return {
      stack,
      warm: () => {
        running.warm();
      },
      [Symbol.dispose]: () => {
        running[Symbol.dispose]();
      },
    };
  } catch (error) {
    running[Symbol.dispose]();
    throw error;
  }
}

async function openIn(at: Places, engine: Engine, envVars: Record<string, string>): Promise<Stack> {
  const pulumiCommand = await PulumiCommand.get({
    ...(engine.kind === "built" ? { root: dirname(at.bin) } : {}),
    ...(engine.kind === "installed" && engine.root !== undefined ? { root: engine.root } : {}),
    skipVersionCheck: true,
  });
  const workspace = await LocalWorkspace.create({
    workDir: at.project,
    pulumiCommand,
    pulumiHome: join(cacheFolder(), "pulumi-home"),
    envVars,
  });
  if (readCheckpoint(at) === undefined) return Stack.createOrSelect(at.environment, workspace);
  // The CLI is told the stack with each command; selecting it first would be one more start of the engine.
  workspace.selectStack = () => Promise.resolve(undefined);
  return Stack.select(at.environment, workspace);
}
