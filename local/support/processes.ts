import { spawn, spawnSync } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { UserError } from "./errors.ts";
import { readJson, writeFileAtomically } from "./files.ts";
import type { Places } from "./paths.ts";

/** A process this tool started and left running. `started` tells it from a later one with the same id. */
const recordSchema = z.record(z.string(), z.strictObject({ pid: z.number(), started: z.string() }));
type Records = z.infer<typeof recordSchema>;

function recordFile(at: Places): string {
  return join(at.state, "processes.json");
}

export function readProcesses(at: Places): Records {
  return readJson(recordFile(at), recordSchema) ?? {};
}

/** When a process started, as the system words it; `undefined` when there is none (or only its remains). */
function startTime(pid: number): string | undefined {
  if (process.platform !== "linux") {
    const ps = spawnSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" });
    return ps.stdout.trim() || undefined;
  }
  try {
    // The command name may hold spaces and brackets: fields are counted after its closing bracket.
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
    return fields[0] === "Z" ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

export function isRunning(at: Places, name: string): boolean {
  const record = readProcesses(at)[name];
  return record !== undefined && startTime(record.pid) === record.started;
}

export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
}

/** Starts a process that outlives this one; its output goes to `<logs>/<name>.log`. */
export function startProcess(at: Places, name: string, command: Command): void {
  const log = openSync(join(at.logs, `${name}.log`), "a", 0o600);
  const child = spawn(command.file, command.args, {
    cwd: at.state,
    detached: true,
    stdio: ["ignore", log, log],
    env: command.env ?? process.env,
  });
  closeSync(log);
  child.unref();
  const started = child.pid === undefined ? undefined : startTime(child.pid);
  if (child.pid === undefined || started === undefined) {
    throw new UserError(`${name} did not start.`, `read ${join(at.logs, `${name}.log`)}`);
  }
  const records = { ...readProcesses(at), [name]: { pid: child.pid, started } };
  writeFileAtomically(recordFile(at), JSON.stringify(records, undefined, 2));
}

/** Stops a process and waits until it is gone: asked first, killed after `patience` ms. */
export async function stopProcess(at: Places, name: string, patience = 8000): Promise<void> {
  const { [name]: record, ...others } = readProcesses(at);
  if (record === undefined) return;
  const alive = () => startTime(record.pid) === record.started;
  const deadline = Date.now() + patience;
  if (alive()) process.kill(record.pid, "SIGTERM");
  while (alive()) {
    if (Date.now() > deadline) process.kill(record.pid, "SIGKILL");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  writeFileAtomically(recordFile(at), JSON.stringify(others, undefined, 2));
}
