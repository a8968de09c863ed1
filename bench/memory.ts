import { readFileSync, readdirSync } from "node:fs";

/** Resident memory (MiB) of all processes whose command line names the folder or the cache. Linux only. */
export function residentMiB(...marks: readonly string[]): number {
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid);
  const kib = pids.map((pid) => {
    try {
      const environment = readFileSync(`/proc/${pid}/environ`, "utf8");
      const command = readFileSync(`/proc/${pid}/cmdline`, "utf8");
      if (!marks.some((mark) => command.includes(mark) || environment.includes(mark))) return 0;
      return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))?.[1] ?? 0);
    } catch {
      return 0;
    }
  });
  return kib.reduce((sum, value) => sum + value, 0) / 1024;
}

/** Samples memory until stopped; gives the peak. */
export function watchMemory(...marks: readonly string[]): () => number {
  let peak = 0;
  const sample = () => {
    peak = Math.max(peak, residentMiB(...marks));
  };
  const timer = setInterval(sample, 250);
  return () => {
    clearInterval(timer);
    sample();
    return peak;
  };
}
