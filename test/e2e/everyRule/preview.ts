import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { findEngine } from "../../../local/engine/engine.ts";
import { RunLog } from "../../../local/engine/events.ts";
import { startLanguageHost } from "../../../local/engine/hostProcess.ts";
import { openStack, parallelism } from "../../../local/engine/stack.ts";
import { upcoming } from "../../../local/engine/upcoming.ts";
import { makePrivateFolder, places, root } from "../../../local/support/paths.ts";
import { Progress } from "../../../local/support/progress.ts";

/** What came of a preview of the program in this folder. */
export interface Refusal {
  /** Why the engine's command failed; undefined when it did not. */
  readonly error: unknown;
  readonly log: RunLog;
  /** Resources in the state after it. */
  readonly created: readonly unknown[];
}

const here = import.meta.dirname;

/** Previews the program under the policy pack, every rule at its own level. All that is written goes into `folder`. */
export async function previewEveryRule(folder: string): Promise<Refusal> {
  const at = places("every-rule", folder);
  makePrivateFolder(at.project);
  const link = (name: string, file: string) => {
    symlinkSync(file, join(at.project, name));
  };
  link("everyRule", here);
  link("Pulumi.yaml", join(here, "Pulumi.yaml"));
  link("package.json", join(root, "package.json"));
  link("node_modules", join(root, "node_modules"));
  using host = startLanguageHost();
  host.prepare(upcoming(at, { azure: join(here, "azureNative.ts"), preload: { program: [], policy: [] } }));
  using session = await openStack(at, await findEngine(new Progress()), host);
  const { stack } = session;
  const log = new RunLog(() => undefined);
  session.warm();
  const preview = stack.preview({
    policyPacks: [join(root, "policy")],
    policyPackConfigs: [join(here, "pack.json")],
    parallel: parallelism,
    color: "never",
    onEvent: log.onEvent,
  });
  const error: unknown = await preview.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  const { resources = [] } = (await stack.exportStack()).deployment as { resources?: readonly unknown[] };
  return { error, log, created: resources };
}
