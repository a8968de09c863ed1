import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Stack } from "@pulumi/pulumi/automation/index.js";
import { z } from "zod";
import { UserError } from "../support/errors.ts";
import type { Places } from "../support/paths.ts";
import { runCli } from "./cli.ts";
import { endStrays } from "./strays.ts";

const operationSchema = z.object({
  type: z.string(),
  resource: z.object({
    urn: z.string(),
    type: z.string(),
    inputs: z.record(z.string(), z.json()).default({}),
  }),
});
const resourceSchema = z.object({ urn: z.string(), type: z.string(), id: z.string().optional() });
const checkpointSchema = z.object({
  checkpoint: z.object({
    latest: z
      .object({
        resources: z.array(resourceSchema).nullish(),
        pending_operations: z.array(operationSchema).nullish(),
      })
      .nullish(),
  }),
});

/** What the engine's state file says. */
export interface Checkpoint {
  readonly resources: readonly z.infer<typeof resourceSchema>[];
  readonly pending: readonly z.infer<typeof operationSchema>[];
}

/** Reads the stack's state straight from the file backend: quicker than asking the engine. */
export function readCheckpoint(at: Places): Checkpoint | undefined {
  const file = join(at.backend, ".pulumi", "stacks", "aks-platform", `${at.environment}.json`);
  if (!existsSync(file)) return undefined;
  try {
    const { latest } = checkpointSchema.parse(JSON.parse(readFileSync(file, "utf8"))).checkpoint;
    return { resources: latest?.resources ?? [], pending: latest?.pending_operations ?? [] };
  } catch {
    throw new UserError(
      `The engine's state ${file} is damaged.`,
      `put back its last good copy: ${file}.bak`,
      "or npm run local:down -- --force, which removes this environment whatever its state; then npm run local:up",
    );
  }
}

function isLocked(at: Places): boolean {
  const locks = join(at.backend, ".pulumi", "locks");
  return (
    existsSync(locks) &&
    readdirSync(locks, { recursive: true, encoding: "utf8" }).some((file) => file.endsWith(".json"))
  );
}

type Inputs = z.infer<typeof operationSchema>["resource"]["inputs"];

/** Id of the Azure resource that was made before its `up` was cut off; `undefined` when it never came to be. */
export type FindCreated = (type: string, inputs: Inputs) => string | undefined;

/**
 * Brings a stack whose last command was killed back into order: ends its processes, frees its lock, and settles
 * creations under way, by taking over what was made and forgetting what was not. Resolves with what it did.
 */
export async function recover(
  at: Places,
  stack: Stack,
  findCreated: FindCreated,
): Promise<readonly string[]> {
  const done: string[] = [];
  const strays = await endStrays(at);
  if (strays > 0) done.push(`ended ${strays} processes of a killed command`);
  if (isLocked(at)) {
    await stack.cancel();
    done.push("freed the lock of a killed command");
  }
  const pending = readCheckpoint(at)?.pending ?? [];
  if (pending.length === 0) return done;
  await settle(stack, pending, findCreated);
  done.push(`settled ${pending.length} operations that were cut off`);
  return done;
}

async function settle(stack: Stack, pending: Checkpoint["pending"], findCreated: FindCreated): Promise<void> {
  const creations = pending.filter(({ type }) => type === "creating").map(({ resource }) => resource);
  const imports = creations.flatMap(({ urn, type, inputs }) => {
    const id = findCreated(type, inputs);
    return id === undefined ? [] : ["--import-pending-creates", urn, "--import-pending-creates", id];
  });
  // The CLI drops pending creates only when asked to, and knows no way to do both in one run.
  if (imports.length > 0) await runCli(stack, ["refresh", "--skip-preview", ...imports]);
  await runCli(stack, ["refresh", "--skip-preview", "--clear-pending-creates"]);
}
