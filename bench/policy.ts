/** Figures of the policy pack and of `platform check`, over an environment with many tenants. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../local/support/paths.ts";
import { Progress } from "../local/support/progress.ts";
import { runCheckov } from "../test/judge/checkov.ts";
import { judgePython } from "../test/judge/environment.ts";
import { writeManifests } from "../test/judge/readBack.ts";
import { Pack, type Sent } from "../test/policy/support/pack.ts";
import { printFigures, repeat, runNode, timed } from "./figures.ts";
import { startFromNothing, startPrepared, withEmptyPack } from "./packStart.ts";
import { generateResources, manifestsOf } from "./resources.ts";
import { timeRules } from "./rules.ts";

export async function benchPolicy(runs: number): Promise<void> {
  const node = await repeat(2 * runs + 1, () => timed(() => runNode(["-e", "0"])));
  const toNode = (milliseconds: number) => `${(milliseconds / node).toFixed(1)} × node -e 0`;
  const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(2)} s`;

  const resources = generateResources(12);
  const { cold, warm, json } = await timeRules(resources, runs);
  const toJson = (milliseconds: number) => `${(milliseconds / json).toFixed(0)} × JSON.parse`;
  const { call, empty } = await timeCalls(resources);

  const start = await timeStarts(runs);
  const bare = await withEmptyPack((folder) => timeStarts(runs, folder));
  const prepared = await repeat(runs, startPrepared);

  const manifests = manifestsOf(generateResources(8));
  const { platform, checkov } = await timeChecks(manifests, runs);

  printFigures("yardstick", [
    [`all rules, one of ${resources.length} resources`, milliseconds(warm), "0.3 ms", toJson(warm)],
    ["the same, first run of a process", milliseconds(cold), "", toJson(cold)],
    [
      "the same, in the pack's process over gRPC",
      milliseconds(call),
      "",
      `${(call / empty).toFixed(1)} × empty call`,
    ],
    ["pack start, as local:* starts it", seconds(prepared), "0.5 s", toNode(prepared)],
    ["pack start, from nothing", seconds(start), "", toNode(start)],
    ["an empty pack, from nothing", seconds(bare), "", toNode(bare)],
    [`platform check, ${manifests.length} manifests`, seconds(platform), "", toNode(platform)],
    [
      "checkov, the same files",
      seconds(checkov),
      "≥ 10 ×",
      `${(checkov / platform).toFixed(1)} × platform check`,
    ],
  ]);
}

/** Milliseconds to start a pack whose compiled code is kept. */
async function timeStarts(runs: number, folder?: string): Promise<number> {
  await startFromNothing(folder);
  return repeat(runs, () => startFromNothing(folder));
}

function milliseconds(value: number): string {
  return `${value.toFixed(3)} ms`;
}

/** Milliseconds of one call for each resource, one after the other, and of a call that does nothing. */
async function timeCalls(resources: readonly Sent[]): Promise<{ call: number; empty: number }> {
  const pack = await Pack.start();
  try {
    const all = async () => {
      for (const { type, name, props } of resources) await pack.analyze(type, name, props);
    };
    await all();
    const call = (await timed(all)) / resources.length;
    const empty = await timed(async () => {
      for (let calls = 0; calls < resources.length; calls++) await pack.version();
    });
    return { call, empty: empty / resources.length };
  } finally {
    await pack.stop();
  }
}

async function timeChecks(
  manifests: readonly object[],
  runs: number,
): Promise<{ platform: number; checkov: number }> {
  const python = await judgePython(new Progress());
  const folder = mkdtempSync(join(tmpdir(), "aks-bench-"));
  try {
    writeManifests(folder, manifests);
    const options = ["--config", "policy/config.json", "--env", "local"];
    const check = async () => {
      const code = await runNode(["cli/platform.ts", "check", folder, ...options], root);
      if (code !== 0 && code !== 1) throw new Error(`platform check ended with ${String(code)}`);
    };
    const judge = async () => {
      const { unreadable } = await runCheckov(python, folder);
      if (unreadable.length > 0) throw new Error(`checkov cannot read ${unreadable.join(", ")}`);
    };
    // Both keep compiled code of their first run.
    await check();
    await judge();
    return {
      platform: await repeat(runs, () => timed(check)),
      checkov: await repeat(runs, () => timed(judge)),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
