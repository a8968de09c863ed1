import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Status } from "../../local/commands/status.ts";

/** A copy of the sources and a state folder, both the test's own. */
export interface Workspace {
  readonly folder: string;
  readonly project: string;
  readonly env: NodeJS.ProcessEnv;
}

const root = resolve(import.meta.dirname, "../..");
const sources = [
  "config",
  "components",
  "stacks",
  "policy",
  "local",
  "tenants",
  "package.json",
  "Pulumi.yaml",
];
const settings = ["local", "dev", "staging", "prod"].map((name) => `Pulumi.${name}.yaml`);

function at(folder: string): Workspace {
  const env = { ...process.env, XDG_STATE_HOME: join(folder, "state"), NO_COLOR: "1" };
  return { folder, project: join(folder, "project"), env };
}

export function makeWorkspace(): Workspace {
  const workspace = at(mkdtempSync(join(tmpdir(), "aks-e2e-")));
  for (const name of [...sources, ...settings]) {
    cpSync(join(root, name), join(workspace.project, name), { recursive: true });
  }
  symlinkSync(join(root, "node_modules"), join(workspace.project, "node_modules"));
  return workspace;
}

/** The workspace `run.ts` made for this test process. */
export function currentWorkspace(): Workspace {
  const folder = process.env["E2E_WORKSPACE"];
  if (folder === undefined) throw new Error("run these tests with npm run test:e2e");
  return at(folder);
}

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly seconds: number;
}

/** A running `local:*` command. */
export interface Running {
  readonly pid: number;
  readonly outcome: Promise<Outcome>;
}

/** Starts a `local:*` command as the npm scripts do. */
export function startCommand(workspace: Workspace, args: readonly string[]): Running {
  const start = performance.now();
  const child = spawn(process.execPath, ["local/cli.ts", ...args], {
    cwd: workspace.project,
    env: workspace.env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [stdout, stderr] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  const outcome = new Promise<Outcome>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      resolve({ code, stdout, stderr, seconds: (performance.now() - start) / 1000 });
    });
  });
  return { pid: child.pid ?? 0, outcome };
}

export function runCommand(workspace: Workspace, args: readonly string[]): Promise<Outcome> {
  return startCommand(workspace, args).outcome;
}

export async function readStatus(workspace: Workspace, env = "local"): Promise<Status> {
  const { stdout } = await runCommand(workspace, ["status", "--json", "--env", env]);
  return JSON.parse(stdout) as Status;
}

/** Edits a file of the copied project; the returned function puts the original back. */
export function edit(workspace: Workspace, name: string, change: (text: string) => string): () => void {
  const file = join(workspace.project, name);
  const before = readFileSync(file, "utf8");
  const after = change(before);
  if (after === before) throw new Error(`the edit changes nothing in ${name}`);
  writeFileSync(file, after);
  return () => {
    writeFileSync(file, before);
  };
}

/** Polls until `test` holds; fails after `seconds`. */
export async function until(
  what: string,
  seconds: number,
  test: () => Promise<boolean> | boolean,
): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  while (!(await test())) {
    if (Date.now() > deadline) throw new Error(`not within ${seconds} s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
