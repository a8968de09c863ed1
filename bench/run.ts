/**
 * `npm run bench`: whole-process figures of the local commands, on a copy of the sources with a state folder of its
 * own. Medians; the last column is the ratio to the no-op preview of the same run, which holds when the machine is
 * slower. Parts must be built (npm run local:up once).
 */
import { rmSync } from "node:fs";
import Table from "cli-table3";
import { configurationValues } from "../local/commands/session.ts";
import { makeWorkspace, runCommand } from "../test/e2e/workspace.ts";
import { firstRegistration } from "./firstRegistration.ts";
import { watchMemory } from "./memory.ts";

const runs = Number(process.argv[2] ?? 3);
const workspace = makeWorkspace();

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

async function seconds(...args: string[]): Promise<number> {
  const { code, seconds: taken, stderr } = await runCommand(workspace, args);
  if (code !== 0) throw new Error(`local ${args.join(" ")} failed:\n${stderr}`);
  return taken;
}

async function repeat(count: number, measure: () => Promise<number>): Promise<number> {
  const values: number[] = [];
  for (let index = 0; index < count; index++) values.push(await measure());
  return median(values);
}

try {
  const registration = await repeat(runs, () => firstRegistration("local", configurationValues("local")));
  const stop = watchMemory(workspace.folder, "aks-platform/parts");
  const up = await seconds("up");
  const peak = stop();
  const preview = await repeat(runs, () => seconds("preview"));
  const again = await repeat(runs, () => seconds("up"));
  const down = await seconds("down");
  const rows: readonly (readonly [name: string, value: string, limit: string, ratio: string])[] = [
    [
      "process start to first registration",
      `${(registration / 1000).toFixed(2)} s`,
      "1.0 s",
      ratio(registration / 1000),
    ],
    ["local:up, parts cached", `${up.toFixed(1)} s`, "90 s", ratio(up)],
    ["local:up, nothing to change", `${again.toFixed(1)} s`, "10 s", ratio(again)],
    ["local:preview, nothing to change", `${preview.toFixed(1)} s`, "6 s", ratio(preview)],
    ["local:down", `${down.toFixed(1)} s`, "", ratio(down)],
    ["peak memory of everything during up", `${(peak / 1024).toFixed(2)} GiB`, "2.5 GiB", ""],
  ];
  const table = new Table({
    head: ["figure", "median", "limit", "to preview"],
    style: { head: [], border: [] },
  });
  table.push(...rows.map((row) => [...row]));
  process.stdout.write(`${table.toString()}\n`);
  function ratio(value: number): string {
    return (value / preview).toFixed(2);
  }
} finally {
  await runCommand(workspace, ["down", "--force"]);
  rmSync(workspace.folder, { recursive: true, force: true });
}
