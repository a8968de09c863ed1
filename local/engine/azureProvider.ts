import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { nodeCache } from "../support/paths.ts";
import type { Upcoming } from "./hostOrders.ts";

/** A running Azure provider that the engine attaches to. */
export interface AzureProvider {
  readonly process: ChildProcess;
  readonly port: Promise<number>;
}

/**
 * Starts the Azure provider: one process for azure-native and the packages made from it, where the engine would start
 * one for each, in turn. In a process group of its own, so that Ctrl-C reaches it through the engine alone.
 */
export function startAzureProvider({ azure, env }: Upcoming): AzureProvider {
  const child = spawn(process.execPath, [azure], {
    env: { ...process.env, ...env, NODE_COMPILE_CACHE: nodeCache("azure") },
    stdio: ["ignore", "pipe", "inherit"],
    detached: true,
  });
  const line = once(createInterface(child.stdout), "line") as Promise<[string]>;
  return { process: child, port: line.then(([text]) => Number(text)) };
}
