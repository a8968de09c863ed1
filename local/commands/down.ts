import { existsSync, rmSync } from "node:fs";
import { forgetControlPlane, stopControlPlane } from "../cluster/controlPlane.ts";
import { runCli } from "../engine/cli.ts";
import { findEngine } from "../engine/engine.ts";
import { readCheckpoint, recover } from "../engine/recovery.ts";
import { endStrays } from "../engine/strays.ts";
import { fetchManifests } from "../parts/manifests.ts";
import { cacheFolder, type Places, places } from "../support/paths.ts";
import { Progress } from "../support/progress.ts";
import { findCreated } from "./created.ts";
import { onInterrupt } from "./interrupt.ts";
import { runEngine } from "./run.ts";
import { knownCluster } from "./knownCluster.ts";
import { checkConfiguration, openSession, startCluster, withEnvironment } from "./session.ts";

export interface DownOptions {
  readonly env: string;
  readonly force?: boolean;
  readonly purge?: boolean;
}

/** Destroys an environment and stops everything that was started for it. */
export async function down(options: DownOptions): Promise<void> {
  const at = places(options.env);
  const progress = new Progress();
  const signal = onInterrupt((text) => {
    progress.note(text);
  });
  if (existsSync(at.state)) {
    const mercy = options.force === true ? 0 : undefined;
    const remove = async () => {
      if (options.force !== true) await destroy(at, progress, signal);
      await progress.phase("stop", async () => {
        await endStrays(at, mercy);
        await stopControlPlane(at);
        forgetControlPlane(at);
        rmSync(at.state, { recursive: true, force: true });
      });
    };
    await withEnvironment(at, progress, undefined, remove, mercy);
    process.stdout.write(`Environment "${options.env}" is gone. Next: npm run local:up\n`);
  } else {
    process.stdout.write(`Environment "${options.env}" is not there: nothing to do.\n`);
  }
  if (options.purge === true) {
    rmSync(cacheFolder(), { recursive: true, force: true });
    process.stdout.write(`Emptied ${cacheFolder()}. Go's own caches are yours: go clean -cache -modcache\n`);
  }
}

async function destroy(at: Places, progress: Progress, signal: AbortSignal): Promise<void> {
  const cluster = knownCluster(at);
  if (cluster === undefined || readCheckpoint(at) === undefined) return;
  const engine = await findEngine(progress);
  const manifests = await fetchManifests(progress);
  await startCluster(at, cluster, manifests, progress);
  const environment = checkConfiguration(at, progress);
  // Protection guards what is real; what the emulator holds may go. The program runs once more, and must not renew it.
  using session = await openSession(at, { ...environment, protect: false }, engine, manifests);
  const { stack } = session;
  for (const line of await recover(at, stack, (type, inputs) => findCreated(at, type, inputs)))
    progress.note(`  ${line}`);
  if (environment.protect) await runCli(stack, ["state", "unprotect", "--all"]);
  session.warm();
  await runEngine(progress, at, "destroy", signal, (run) => stack.destroy({ ...run, runProgram: true }));
}
