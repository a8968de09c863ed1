import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { LocalWorkspace, PulumiCommand, type Stack } from "@pulumi/pulumi/automation/index.js";
import { writeFileAtomically } from "../support/files.ts";
import { cacheFolder, makePrivateFolder, type Places } from "../support/paths.ts";
import type { Engine } from "./engine.ts";
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
    // Program, policy pack and emulator start anew in each run: their compiled code is kept.
    NODE_COMPILE_CACHE: join(cacheFolder(), "node"),
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

/** Opens the environment's stack, which is made if it is not there. `manifests` is the emulator's manifest list. */
export async function openStack(at: Places, engine: Engine, manifests: string): Promise<Stack> {
  writeShims(at, engine);
  makePrivateFolder(at.backend);
  const pulumiCommand = await PulumiCommand.get({
    ...(engine.kind === "built" ? { root: dirname(at.bin) } : {}),
    ...(engine.kind === "installed" && engine.root !== undefined ? { root: engine.root } : {}),
    skipVersionCheck: true,
  });
  return LocalWorkspace.createOrSelectStack(
    { stackName: at.environment, workDir: at.project },
    {
      pulumiCommand,
      pulumiHome: join(cacheFolder(), "pulumi-home"),
      envVars: engineVariables(at, engine, manifests),
    },
  );
}
