/** `npm test`: every check that needs npm alone, two at a time; prints what failed and ends with the counts. */
import { spawn } from "node:child_process";
import { performance } from "node:perf_hooks";

const checks: readonly (readonly [name: string, command: string, ...args: string[]])[] = [
  ["lint", "eslint", ".", "--max-warnings", "0"],
  ["unit, component, policy and golden tests", "mocha"],
  // Three times as fast as TypeScript 6, whose API the linter still needs.
  ["types", "../typescript-7/bin/tsc", "--noEmit"],
  [
    "import arrows",
    "depcruise",
    "--config",
    ".dependency-cruiser.mjs",
    "config",
    "components",
    "stacks",
    "policy",
    "cli",
    "local",
  ],
  ["format", "prettier", "--check", "--cache", "--log-level", "warn", "."],
];

interface Outcome {
  readonly name: string;
  readonly ok: boolean;
  readonly output: string;
  readonly seconds: number;
}

function run([name, command, ...args]: (typeof checks)[number]): Promise<Outcome> {
  const start = performance.now();
  const child = spawn(`node_modules/.bin/${command}`, args, { stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => (output += text));
  }
  return new Promise((resolve) => {
    const end = (ok: boolean) => {
      resolve({ name, ok, output, seconds: (performance.now() - start) / 1000 });
    };
    child.on("error", () => {
      end(false);
    });
    child.on("close", (code) => {
      end(code === 0);
    });
  });
}

/** Mocha's own counts; other checks are one test each. */
function counts({ name, ok, output }: Outcome): readonly [passed: number, failed: number] {
  const count = (word: string) => Number(new RegExp(`^\\s*(\\d+) ${word}`, "m").exec(output)?.[1] ?? 0);
  if (!name.startsWith("unit")) return ok ? [1, 0] : [0, 1];
  const [passed, failed] = [count("passing"), count("failing")];
  return [passed, ok ? failed : Math.max(1, failed)];
}

const queue = [...checks];
const outcomes: Outcome[] = [];

async function worker(): Promise<void> {
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const outcome = await run(next);
    outcomes.push(outcome);
    process.stdout.write(`${outcome.ok ? "✓" : "✗"} ${outcome.name} (${outcome.seconds.toFixed(1)} s)\n`);
    if (!outcome.ok) process.stdout.write(`${outcome.output}\n`);
  }
}

await Promise.all([worker(), worker()]);
const totals = outcomes.map(counts);
const sum = (index: 0 | 1) => totals.reduce((total, pair) => total + pair[index], 0);
process.stdout.write(`${sum(0)} passed, ${sum(1)} failed\n`);
process.exitCode = sum(1) === 0 ? 0 : 1;
