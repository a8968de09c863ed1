/** What all benchmarks share: medians, and the table they print. */
import { spawn } from "node:child_process";
import Table from "cli-table3";

/** One line of a table: what was measured, its value, the limit it has to keep, and its ratio to a yardstick. */
export type Figure = readonly [name: string, value: string, limit: string, ratio: string];

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** Median of some runs, one after the other. */
export async function repeat(runs: number, measure: () => Promise<number>): Promise<number> {
  const values: number[] = [];
  for (let run = 0; run < runs; run++) values.push(await measure());
  return median(values);
}

/** Milliseconds that something takes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Runs Node.js to its end; resolves with the exit code. */
export async function runNode(args: readonly string[], cwd?: string): Promise<number | null> {
  const child = spawn(process.execPath, args, { stdio: "ignore", cwd });
  return new Promise((resolve, reject) => {
    child.on("error", reject).on("close", resolve);
  });
}

/** @param yardstick What the ratios of the last column are to. */
export function printFigures(yardstick: string, figures: readonly Figure[]): void {
  const table = new Table({
    head: ["figure", "median", "limit", `to ${yardstick}`],
    style: { head: [], border: [] },
  });
  table.push(...figures.map((figure) => [...figure]));
  process.stdout.write(`${table.toString()}\n`);
}
