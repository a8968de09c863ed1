import { createHash } from "node:crypto";
import { rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { ArmError } from "../arm/errors.ts";
import type { Serialized } from "../resourceType.ts";

/** How long such a write takes, so that parallel ones are seen to be parallel (ms). */
const duration = 50;
/** A marker older than this (ms) was left by a process that is gone. */
const stale = 10_000;

/** Runs `work` unless another process or call is writing to the same resource: then ARM refuses at once. */
export async function oneAtATime<T>(
  folder: string,
  { id, refusal }: Serialized,
  work: () => Promise<T>,
): Promise<T> {
  const marker = join(
    folder,
    `.writing-${createHash("sha256").update(id.toLowerCase()).digest("hex").slice(0, 16)}`,
  );
  claim(marker, refusal);
  try {
    await sleep(duration);
    return await work();
  } finally {
    rmSync(marker, { force: true });
  }
}

function claim(marker: string, refusal: ArmError): void {
  const age = Date.now() - (statSync(marker, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
  if (age > stale) rmSync(marker, { force: true });
  try {
    writeFileSync(marker, "", { flag: "wx", mode: 0o600 });
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    throw refusal;
  }
}
