/**
 * `npm run bench [-- NAME...] [RUNS]`: figures as medians beside their limits; by default all of them, three runs each.
 * The last column is the ratio to a yardstick of the same run, which holds when the machine is slower.
 */
import { benchLocal } from "./local.ts";
import { benchPolicy } from "./policy.ts";

const benches: Readonly<Record<string, (runs: number) => Promise<void>>> = {
  local: benchLocal,
  policy: benchPolicy,
};

const words = process.argv.slice(2);
const names = words.filter((word) => !/^\d+$/.test(word));
const runs = Number(words.find((word) => /^\d+$/.test(word)) ?? 3);
const unknown = names.find((name) => !Object.hasOwn(benches, name));
if (unknown !== undefined || runs < 1) {
  process.stderr.write(`There is ${Object.keys(benches).join(", ")}, and a number of runs from 1 on.\n`);
  process.exitCode = 2;
} else {
  for (const [name, bench] of Object.entries(benches))
    if (names.length === 0 || names.includes(name)) await bench(runs);
}
