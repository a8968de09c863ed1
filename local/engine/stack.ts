import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { LocalWorkspace, PulumiCommand, Stack } from "@pulumi/pulumi/automation/index.js";
import { writeFileAtomically } from "../support/files.ts";
import { cacheFolder, makePrivateFolder, type Places } from "../support/paths.ts";
import type { Engine } from "./engine.ts";
import { startLanguageHost } from "./hostProcess.ts";
import { readCheckpoint } from "./recovery.ts";
import { writeShims } from "./shims.ts";
import { markVariable } from "./strays.ts";

/** Resource operations the engine runs at once; the local API server keeps up with many. */
export const parallelism = 64;

/** What the engine, its providers and the program see of the environment. */
function engineVariables(at: Places, engine: Engine, manifests: string): Record<string, string> {
  const passphrase = join(at.state, "passphrase");
  if (!existsSync(passphrase)) writeFileAtomically(passphrase, randomBytes(24).toString("base64url"));
  return {
    PATH: [at.bin, dirname(process.execPath), process.env["PATH"] ?? ""].join(delimiter),
    PULUMI_HOME: engineHome(),
    PULUMI_BACKEND_URL: `file://${at.backend}`,
    PULUMI_CONFIG_PASSPHRASE: readFileSync(passphrase, "utf8"),
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: engine.kind === "built" ? "true" : "false",
    [markVariable]: at.azure,
    AKS_LOCAL_MANIFESTS: manifests,
    ...(existsSync(at.kubeconfig) ? { AKS_LOCAL_KUBECONFIG: at.kubeconfig } : {}),
  };
}

/** Pulumi's home of the local parts, apart from the user's own. */
function engineHome(): string {
  const home = join(cacheFolder(), "pulumi-home");
  makePrivateFolder(home);
  // The engine logs every call at debug level into home/logs and has no switch for it: more than half of a
  // preview's CPU time, measured. A file in the folder's place turns it off; runs are logged per environment here.
  const logs = join(home, "logs");
  if (!existsSync(logs))
    writeFileAtomically(logs, "Automatic engine logs are off; see each environment's logs folder.\n");
  return home;
}

/** A stack, and the language host a built engine needs beside it. */
export interface OpenStack extends Disposable {
  readonly stack: Stack;
  /** Call it before the engine runs: what the engine will start loads meanwhile. */
  warm(): void;
}

/** Opens the environment's stack, which is made if it is not there. `manifests` is the emulator's manifest list. */
export async function openStack(at: Places, engine: Engine, manifests: string): Promise<OpenStack> {
  writeShims(at, engine);
  makePrivateFolder(at.backend);
  const variables = engineVariables(at, engine, manifests);
  const host = engine.kind === "built" ? await startLanguageHost(variables) : undefined;
  try {
    const stack = await openIn(at, engine, { ...variables, ...host?.variables });
    return {
      stack,
      warm: () => host?.warm(),
      [Symbol.dispose]: () => host?.[Symbol.dispose](),
    };
  } catch (error) {
    host?.[Symbol.dispose]();
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
