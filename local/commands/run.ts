import { existsSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../support/errors.ts";
import { type Places, root } from "../support/paths.ts";
import type { Progress } from "../support/progress.ts";
import { RunLog } from "../engine/events.ts";
import { parallelism } from "../engine/stack.ts";

/** Options every engine run has in common. */
export function runOptions(at: Places, name: string, log: RunLog, signal: AbortSignal) {
  const file = openSync(join(at.logs, `${name}.log`), "w", 0o600);
  return {
    parallel: parallelism,
    color: "never" as const,
    onEvent: log.onEvent,
    onOutput: (text: string) => writeSync(file, text),
    onError: (text: string) => writeSync(file, text),
    signal,
  };
}

/** The policy pack, which brings its own configuration, and the levels of an environment. */
export function policyOptions(environment: string) {
  const levels = join(root, "policy", "levels", `${environment}.json`);
  return {
    policyPacks: [join(root, "policy")],
    ...(existsSync(levels) ? { policyPackConfigs: [levels] } : {}),
  };
}

/** Runs the engine as one phase; a failure becomes one message with everything the engine refused. */
export async function runEngine<T>(
  progress: Progress,
  at: Places,
  name: string,
  signal: AbortSignal,
  work: (options: ReturnType<typeof runOptions>) => Promise<T>,
): Promise<{ readonly result: T; readonly log: RunLog }> {
  let current: RunLog | undefined;
  try {
    return await progress.phase(name, async (note) => {
      const log = new RunLog(note);
      current = log;
      return { result: await work(runOptions(at, name.replaceAll(/\W+/g, "-"), log, signal)), log };
    });
  } catch (error) {
    if (signal.aborted) throw new UserError("Stopped.", "npm run local:up continues where it stopped");
    throw explain(at, name, current, error);
  }
}

function explain(at: Places, name: string, log: RunLog | undefined, error: unknown): UserError {
  const refusals = log?.violations ?? [];
  const errors = (log?.errors ?? []).filter((text) => !/^(update|preview|destroy) failed/.test(text));
  const lines = [
    ...refusals.map((text) => `policy: ${text}`),
    ...new Set(errors),
    ...(refusals.length + errors.length === 0
      ? [error instanceof Error ? error.message : String(error)]
      : []),
  ];
  const title =
    refusals.length > 0 ? `${name}: refused by ${refusals.length} policy violations` : `${name} failed`;
  return new UserError(
    `${title}\n${lines.join("\n")}`,
    refusals.length > 0
      ? "docs/policies.md says how to mend each"
      : "mend the cause, then repeat the command",
    `the whole output: ${join(at.logs, `${name.replaceAll(/\W+/g, "-")}.log`)}`,
  );
}
