/**
 * `npm run test:e2e`: the commands as a user runs them, on the real engine and control plane.
 * Works on a copy of the sources with a state folder of its own, so tests may edit files and nothing of the
 * user's environments is touched; built parts come from the user's cache. Ends with the counts.
 */
import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { makeWorkspace, runCommand } from "./workspace.ts";

const only = process.argv.slice(2);
const workspace = makeWorkspace();
const child = spawn(
  process.execPath,
  [
    "node_modules/mocha/bin/mocha.js",
    "--config",
    "test/e2e/mocharc.json",
    ...only.flatMap((text) => ["--grep", text]),
  ],
  { stdio: ["ignore", "pipe", "inherit"], env: { ...process.env, E2E_WORKSPACE: workspace.folder } },
);
let output = "";
child.stdout.setEncoding("utf8").on("data", (text: string) => {
  output += text;
  process.stdout.write(text);
});
const code = await new Promise<number | null>((resolve) => {
  child.on("close", resolve);
});
// Whatever happened, nothing may be left running.
for (const env of ["local", "dev", "staging", "prod"])
  await runCommand(workspace, ["down", "--force", "--env", env]);
rmSync(workspace.folder, { recursive: true, force: true });

const count = (word: string) => Number(new RegExp(`^\\s*(\\d+) ${word}`, "m").exec(output)?.[1] ?? 0);
const failed = code === 0 ? count("failing") : Math.max(1, count("failing"));
process.stdout.write(`${count("passing")} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
