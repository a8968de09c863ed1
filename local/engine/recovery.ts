import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Stack } from "@pulumi/pulumi/automation/index.js";
import { z } from "zod";
import { UserError } from "../support/errors.ts";
import type { Places } from "../support/paths.ts";

const operationSchema = z.object({
  type: z.string(),
  resource: z.looseObject({
    urn: z.string(),
    type: z.string(),
    inputs: z.record(z.string(), z.json()).default({}),
  }),
});
/** What `exportStack` gives; what is not named here stays as it is. */
const deploymentSchema = z.looseObject({
  resources: z.array(z.unknown()).default([]),
  pending_operations: z.array(operationSchema).default([]),
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
export function readCheckpoint(at: Pick<Places, "backend" | "environment">): Checkpoint | undefined {
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
 * Brings a stack whose last command was killed, and whose processes have ended, back into order: frees its lock, and
 * settles creations under way, by taking over what was made and forgetting what was not. Resolves with what it did.
 */
export async function recover(
  at: Places,
  stack: Stack,
  findCreated: FindCreated,
): Promise<readonly string[]> {
  const done: string[] = [];
  if (isLocked(at)) {
    await stack.cancel();
    done.push("freed the lock of a killed command");
  }
  const pending = readCheckpoint(at)?.pending ?? [];
  if (pending.length === 0) return done;
  await settle(stack, findCreated);
  done.push(`settled ${pending.length} operations that were cut off`);
  return done;
}

/**
 * Drops what was under way, since `up` does it again; but takes over what Azure did create, which it would refuse to
 * create again. (The CLI's `refresh --import-pending-creates` forgets the resources instead, tried with 3.259.)
 */
async function settle(stack: Stack, findCreated: FindCreated): Promise<void> {
  const state = await stack.exportStack();
  const deployment = deploymentSchema.parse(state.deployment);
  const created = deployment.pending_operations.flatMap(({ type, resource }) => {
    const id = type === "creating" ? findCreated(resource.type, resource.inputs) : undefined;
    return id === undefined ? [] : [{ ...resource, id, outputs: resource.inputs }];
  });
  const resources = [...deployment.resources, ...created];
  await stack.importStack({ ...state, deployment: { ...deployment, resources, pending_operations: [] } });
  // Azure says what else there is to know of them.
  if (created.length > 0) await stack.refresh({ target: created.map(({ urn }) => urn) });
}
