import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import type { Places } from "../support/paths.ts";

/** Variable that every process of an environment's engine carries. */
export const markVariable = "AKS_LOCAL_AZURE_STORE";

/** Processes a killed command left behind: engine, hosts and providers of the environment with this Azure store. */
export function findStrays(store: string): number[] {
  const mark = `${markVariable}=${store}`;
  const found = process.platform === "linux" ? fromProc(mark) : fromPs(mark);
  return found.filter((pid) => pid !== process.pid);
}

function fromProc(mark: string): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/environ`, "utf8").split("\0").includes(mark);
      } catch {
        // Somebody else's process, or one that just ended.
        return false;
      }
    })
    .map(Number);
}

function fromPs(mark: string): number[] {
  const ps = spawnSync("ps", ["-axEww", "-o", "pid=,command="], { encoding: "utf8" });
  return ps.stdout
    .split("\n")
    .filter((line) => line.split(" ").includes(mark))
    .map((line) => Number.parseInt(line, 10));
}

/** Whether an engine with these variables is still at work. */
export function engineRuns(env: Readonly<Record<string, string>>): boolean {
  return findStrays(env[markVariable] ?? "").some(isEngine);
}

/**
 * Ends what a killed command left behind. The engine is asked first, so that it can finish the operations under
 * way and write its state; after `patience` ms everything that is left is killed. Resolves with how many there were.
 */
export async function endStrays(at: Places, patience = 20_000): Promise<number> {
  const strays = findStrays(at.azure);
  const deadline = Date.now() + patience;
  for (const pid of strays.filter(isEngine)) signal(pid, "SIGINT");
  while (findStrays(at.azure).some((pid) => strays.includes(pid))) {
    if (Date.now() > deadline) for (const pid of findStrays(at.azure)) signal(pid, "SIGKILL");
    await new Promise((resolve) => setTimeout(resolve, 100));
    // Providers and hosts wait for an engine that is gone: they have nothing to finish.
    if (!findStrays(at.azure).some(isEngine)) for (const pid of findStrays(at.azure)) signal(pid, "SIGKILL");
  }
  return strays.length;
}

function isEngine(pid: number): boolean {
  const ps = spawnSync("ps", ["-o", "comm=", "-p", String(pid)], { encoding: "utf8" });
  if (ps.error === undefined) return /(^|\/)pulumi$/.test(ps.stdout.trim());
  return readFileSync(`/proc/${pid}/comm`, "utf8").trim() === "pulumi";
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It ended by itself meanwhile.
  }
}
