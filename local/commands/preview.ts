import { fetchManifests } from "../parts/manifests.ts";
import { findEngine } from "../engine/engine.ts";
import type { LanguageHost } from "../engine/hostProcess.ts";
import { recover } from "../engine/recovery.ts";
import { makePrivateFolder, places } from "../support/paths.ts";
import { Progress } from "../support/progress.ts";
import { findCreated } from "./created.ts";
import { onInterrupt } from "./interrupt.ts";
import { policyOptions, runEngine } from "./run.ts";
import { knownCluster } from "./knownCluster.ts";
import { checkConfiguration, openSession, startCluster, withEnvironment } from "./session.ts";

export interface PreviewOptions {
  readonly env: string;
  readonly diff?: boolean;
  /** Compare with what is there, not with what was recorded: shows drift. */
  readonly refresh?: boolean;
}

/**
 * Shows what `up` would change, checked by policy. Starts the cluster only if the environment is up.
 * @param host A language host that was started before this module was loaded.
 */
export async function preview(options: PreviewOptions, host?: LanguageHost): Promise<void> {
  const at = places(options.env);
  const progress = new Progress();
  const signal = onInterrupt((text) => {
    progress.note(text);
  });
  const environment = checkConfiguration(at, progress);
  makePrivateFolder(at.state);
  makePrivateFolder(at.logs);
  await withEnvironment(at, progress, host, async () => {
    const engine = await findEngine(progress);
    const manifests = await fetchManifests(progress);
    const cluster = knownCluster(at);
    if (cluster !== undefined) await startCluster(at, cluster, manifests, progress);
    using session = await openSession(at, environment, engine, manifests, host);
    const { stack } = session;
    for (const line of await recover(at, stack, (type, inputs) => findCreated(at, type, inputs)))
      progress.note(`  ${line}`);
    session.warm();
    const { result, log } = await runEngine(progress, at, "preview with policy", signal, (run) =>
      stack.preview({
        ...run,
        ...policyOptions(at.environment),
        diff: options.diff ?? false,
        refresh: options.refresh ?? false,
      }),
    );
    process.stdout.write(result.stdout);
    for (const advisory of log.advisories) progress.note(`advice: ${advisory}`);
    progress.note(`Next: npm run local:up${options.env === "local" ? "" : ` -- --env ${options.env}`}`);
  });
}
