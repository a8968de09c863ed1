import { existsSync } from "node:fs";
import Table from "cli-table3";
import { z } from "zod";
import { getJson } from "../cluster/api.ts";
import { readCheckpoint } from "../engine/recovery.ts";
import { type Places, places } from "../support/paths.ts";
import { isRunning, readProcesses } from "../support/processes.ts";
import { knownCluster } from "./knownCluster.ts";

export interface StatusOptions {
  readonly env: string;
  readonly json?: boolean;
}

/** What `local:status -- --json` prints. */
export interface Status {
  readonly environment: string;
  /** `up`: deployed and running; `stopped`: deployed, its processes are not running; `down`: not there. */
  readonly state: "up" | "stopped" | "partial" | "down";
  readonly processes: readonly { readonly name: string; readonly pid: number; readonly running: boolean }[];
  readonly resources: number;
  readonly nodes: readonly { readonly name: string; readonly pool: string; readonly ready: boolean }[];
  readonly kubeconfig?: string;
  readonly folder: string;
}

const nodesSchema = z.object({
  items: z.array(
    z.object({
      metadata: z.object({ name: z.string(), labels: z.record(z.string(), z.string()).default({}) }),
      status: z.object({
        conditions: z.array(z.object({ type: z.string(), status: z.string() })).default([]),
      }),
    }),
  ),
});

async function nodesOf(at: Places): Promise<Status["nodes"]> {
  if (knownCluster(at)?.kind !== "built" || !isRunning(at, "kube-apiserver")) return [];
  const { items } = nodesSchema.parse(await getJson(at.kubeconfig, "/api/v1/nodes"));
  return items.map(({ metadata, status: { conditions } }) => ({
    name: metadata.name,
    pool: metadata.labels["agentpool"] ?? "",
    ready: conditions.some(({ type, status }) => type === "Ready" && status === "True"),
  }));
}

export async function readStatus(at: Places): Promise<Status> {
  const records = Object.entries(readProcesses(at));
  const processes = records.map(([name, { pid }]) => ({ name, pid, running: isRunning(at, name) }));
  const checkpoint = readCheckpoint(at);
  const resources = checkpoint?.resources.length ?? 0;
  const running = processes.length > 0 && processes.every((process) => process.running);
  return {
    environment: at.environment,
    state: stateOf(resources > 0 && checkpoint?.pending.length === 0, resources > 0, running),
    processes,
    resources,
    nodes: await nodesOf(at),
    ...(existsSync(at.kubeconfig) ? { kubeconfig: at.kubeconfig } : {}),
    folder: at.state,
  };
}

function stateOf(settled: boolean, deployed: boolean, running: boolean): Status["state"] {
  if (!deployed) return running ? "partial" : "down";
  if (!running) return "stopped";
  return settled ? "up" : "partial";
}

const next: Readonly<Record<Status["state"], string>> = {
  up: "npm run local:preview after an edit; npm run local:down when done",
  stopped: "npm run local:up starts it again",
  partial: "npm run local:up continues",
  down: "npm run local:up",
};

/** Prints what runs, where it is and what to do next. */
export async function status(options: StatusOptions): Promise<void> {
  const at = places(options.env);
  const found = await readStatus(at);
  if (options.json === true) {
    process.stdout.write(`${JSON.stringify(found, undefined, 2)}\n`);
    return;
  }
  const table = new Table({ style: { head: [], border: [] } });
  table.push({ environment: `${found.environment}: ${found.state}` }, { resources: found.resources });
  for (const { name, pid, running } of found.processes) {
    table.push({ [name]: running ? `running, process ${pid}` : "not running" });
  }
  const pools = Object.entries(Object.groupBy(found.nodes, ({ pool }) => pool));
  const ready = (nodes: Status["nodes"] = []) =>
    `${nodes.filter((node) => node.ready).length}/${nodes.length}`;
  if (pools.length > 0) {
    table.push({ "nodes ready": pools.map(([pool, nodes]) => `${pool} ${ready(nodes)}`).join(", ") });
  }
  if (found.kubeconfig !== undefined) table.push({ kubeconfig: found.kubeconfig });
  process.stdout.write(`${table.toString()}\nNext: ${next[found.state]}\n`);
}
