import type { Environment } from "../../config/types.ts";
import { makePrivateFolder, type Places, places } from "../support/paths.ts";
import { Progress } from "../support/progress.ts";
import { fetchManifests } from "../parts/manifests.ts";
import { findEngine } from "../engine/engine.ts";
import type { LanguageHost } from "../engine/hostProcess.ts";
import { recover } from "../engine/recovery.ts";
import { findCreated } from "./created.ts";
import { onInterrupt } from "./interrupt.ts";
import { policyOptions, runEngine } from "./run.ts";
import {
  checkConfiguration,
  chooseCluster,
  type ClusterOptions,
  openSession,
  startCluster,
  withEnvironment,
} from "./session.ts";
import { summary } from "./summary.ts";

export interface UpOptions extends ClusterOptions {
  readonly env: string;
  /** Look for drift first, and mend it. */
  readonly refresh?: boolean;
}

/**
 * Brings one environment up on the local parts: builds what is missing, starts it, checks policy, deploys.
 * @param host A language host that was started before this module was loaded.
 */
export async function up(options: UpOptions, host?: LanguageHost): Promise<void> {
  const at = places(options.env);
  const progress = new Progress();
  const signal = onInterrupt((text) => {
    progress.note(text);
  });
  const environment = checkConfiguration(at, progress);
  makePrivateFolder(at.state);
  await withEnvironment(at, progress, host, () => deploy(at, environment, options, progress, signal, host));
}

async function deploy(
  at: Places,
  environment: Environment,
  options: UpOptions,
  progress: Progress,
  signal: AbortSignal,
  host?: LanguageHost,
): Promise<void> {
  const start = performance.now();
  const cluster = await chooseCluster(at, options);
  const engine = await findEngine(progress);
  const manifests = await fetchManifests(progress);
  await startCluster(at, cluster, manifests, progress);
  using session = await openSession(at, environment, engine, manifests, host);
  const { stack, chartNotes } = session;
  for (const line of await recover(at, stack, (type, inputs) => findCreated(at, type, inputs)))
    progress.note(`  ${line}`);
  const apply = () => {
    session.warm();
    return runEngine(progress, at, "up", signal, (run) =>
      stack.up({ ...run, ...policyOptions(at.environment), refresh: options.refresh ?? false }),
    );
  };
  session.warm();
  // Everything is checked before anything is made: in `up` a policy stops only what comes after it.
  const checked = await runEngine(progress, at, "preview with policy", signal, (run) =>
    stack.preview({ ...run, ...policyOptions(at.environment), refresh: options.refresh ?? false }),
  );
  const { log } = checked.log.changes() === 0 ? checked : await apply();
  process.stdout.write(
    summary({ at, environment, engine, chartNotes, cluster, log, phases: progress.phases, start }),
  );
}
