import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { writeFileAtomically } from "../support/files.ts";
import { cacheFolder, makePrivateFolder, type Places, root } from "../support/paths.ts";
import type { Engine } from "./engine.ts";
import type { Upcoming } from "./hostOrders.ts";
import { markVariable } from "./strays.ts";

/** What the engine, its providers and the program see of the environment. */
export function engineVariables(at: Places, kind: Engine["kind"]): Record<string, string> {
  const passphrase = join(at.state, "passphrase");
  if (!existsSync(passphrase)) writeFileAtomically(passphrase, randomBytes(24).toString("base64url"));
  return {
    PATH: [at.bin, dirname(process.execPath), process.env["PATH"] ?? ""].join(delimiter),
    PULUMI_HOME: engineHome(),
    PULUMI_BACKEND_URL: `file://${at.backend}`,
    PULUMI_CONFIG_PASSPHRASE: readFileSync(passphrase, "utf8"),
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: kind === "built" ? "true" : "false",
    [markVariable]: at.azure,
    AKS_LOCAL_MANIFESTS: at.manifests,
    AKS_LOCAL_KUBECONFIG: at.kubeconfig,
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

/** What the program and the policy pack load, but for what they do while they load. */
export const preload: Upcoming["preload"] = {
  program: [moduleUrl("stacks/program.ts")],
  policy: [moduleUrl("policy/lib/crossguard.ts"), moduleUrl("policy/rules/index.ts")],
};

/** What a language host prepares for this environment's program, or for `others`. */
export function upcoming(at: Places, others: Partial<Upcoming> = {}): Upcoming {
  return {
    env: engineVariables(at, "built"),
    azure: join(root, "local/azure/main.ts"),
    preload,
    ...others,
  };
}

function moduleUrl(file: string): string {
  return pathToFileURL(join(root, file)).href;
}
