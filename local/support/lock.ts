import lockfile from "proper-lockfile";
import { errno, UserError } from "./errors.ts";
import { makePrivateFolder } from "./paths.ts";

/** A lock that was not renewed for this long (ms) belongs to a process that is gone. */
const stale = 15_000;

/**
 * Runs `work` while no other process holds the lock of `folder`.
 * `wait` (seconds) is how long to wait for it; then a clear error says who to wait for.
 */
export async function withLock<T>(
  folder: string,
  what: string,
  wait: number,
  work: () => Promise<T>,
  onWait: () => void = () => undefined,
): Promise<T> {
  makePrivateFolder(folder);
  const release = await acquire(folder, what, wait, onWait);
  try {
    return await work();
  } finally {
    await release();
  }
}

async function acquire(folder: string, what: string, wait: number, onWait: () => void) {
  const deadline = Date.now() + wait * 1000;
  for (let attempt = 0; ; attempt++) {
    try {
      return await lockfile.lock(folder, { stale, lockfilePath: `${folder}.lock` });
    } catch (error) {
      if (errno(error) !== "ELOCKED") throw error;
      if (Date.now() > deadline) {
        throw new UserError(
          `Another command is using ${what}.`,
          "wait until it ends, then repeat this one",
          `a command that was killed frees it after ${stale / 1000} s`,
        );
      }
      if (attempt === 0) onWait();
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }
}
