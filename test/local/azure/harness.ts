import { rejects } from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Effects } from "../../../local/azure/effects/effects.ts";
import { serve } from "../../../local/azure/server.ts";
import { openStore } from "../../../local/azure/store.ts";
import type { Store, StoredResource } from "../../../local/azure/store.ts";
import { textAt } from "../../../local/azure/values.ts";
import { Client } from "./client.ts";

/** The local Azure in this process, on a store of its own, with a client that speaks gRPC to it. */
export interface Rig {
  readonly store: Store;
  readonly azure: Client;
  /** What happened to the cluster, one line per effect. */
  readonly effects: string[];
  /** Makes the next effect fail. */
  breakEffects(message: string): void;
  /** Whether the engine cancelled. */
  cancelled(): boolean;
  stop(): void;
}

export async function startRig(): Promise<Rig> {
  const folder = mkdtempSync(join(tmpdir(), "aks-azure-"));
  const store = openStore(folder);
  const log: string[] = [];
  let fault: string | undefined;
  let cancelled = false;
  const record = (line: string) => {
    const message = fault;
    fault = undefined;
    if (message !== undefined) return Promise.reject(new Error(message));
    log.push(line);
    return Promise.resolve();
  };
  const name = (resource: StoredResource | undefined) => textAt(resource?.outputs, "name") ?? "-";
  const effects: Effects = {
    cluster: (before, after) => record(`cluster ${name(before)} -> ${name(after)}`),
    pool: (pool, cluster) => record(`pool ${name(cluster)}/${name(pool)}`),
    removePool: (pool) => record(`remove pool ${name(pool)}`),
  };
  const context = {
    store,
    effects,
    kubeconfig: () => "apiVersion: v1\n",
  };
  const server = await serve(context, () => {
    cancelled = true;
  });
  const azure = new Client(`127.0.0.1:${server.port}`);
  return {
    store,
    azure,
    effects: log,
    breakEffects(message) {
      fault = message;
    },
    cancelled: () => cancelled,
    stop() {
      azure.close();
      server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Expects ARM's refusal, word for word. */
export async function refused(
  work: Promise<unknown>,
  status: number,
  code: string,
  message: string,
): Promise<void> {
  await rejects(work, (error: Error) => {
    const expected = `Status=${status} Code="${code}" Message="${message}"`;
    if (!error.message.includes(expected)) throw new Error(`expected ${expected}\nbut got  ${error.message}`);
    return true;
  });
}
