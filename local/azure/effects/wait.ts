import { setTimeout as sleep } from "node:timers/promises";

const interval = 100;

/** Asks until the answer is yes; after `seconds` it fails with what `pending` says. */
export async function until(
  seconds: number,
  signal: AbortSignal,
  done: () => Promise<boolean>,
  pending: () => string,
): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  while (!(await done())) {
    if (Date.now() > deadline) throw new Error(`${pending()} after ${seconds} s`);
    await sleep(interval, undefined, { signal });
  }
}
