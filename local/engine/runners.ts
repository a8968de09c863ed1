import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { nodeCache } from "../support/paths.ts";
import type { RunnerKind, Upcoming } from "./hostOrders.ts";
import type { NodeCommand } from "./languageCommands.ts";

/** A larger nursery: both load a lot and end soon, and a sixth of their time went into collecting garbage. */
const nodeOptions = ["--max-semi-space-size=64"];
const file = new URL("./runner.ts", import.meta.url).pathname;

/**
 * Processes for a program and a policy pack, started before the engine asks for them: loading the SDK and their own
 * modules takes each about a second, and the engine starts on one core alone.
 */
export class Runners {
  #upcoming: Pick<Upcoming, "env" | "preload"> = { env: {}, preload: { program: [], policy: [] } };
  readonly #waiting = new Map<RunnerKind, ChildProcess>();
  readonly #running = new Set<ChildProcess>();

  /** Starts one of each kind, for what is coming. */
  prepare(upcoming: Upcoming): void {
    this.#upcoming = upcoming;
    this.warm();
  }

  /** Starts one of each kind, where none is waiting. */
  warm(): void {
    for (const kind of ["program", "policy"] as const)
      if (!this.#waiting.has(kind)) this.#waiting.set(kind, this.#spawn(kind));
  }

  /** A process that runs the command; its output is piped. */
  start(kind: RunnerKind, command: NodeCommand): ChildProcess {
    const child = this.#waiting.get(kind) ?? this.#spawn(kind);
    this.#waiting.delete(kind);
    this.#running.add(child);
    child.once("close", () => this.#running.delete(child));
    child.send(command);
    return child;
  }

  /** Ends those nobody asked for, and waits for the others. */
  async finish(): Promise<void> {
    for (const child of this.#waiting.values()) child.kill();
    this.#waiting.clear();
    await Promise.all([...this.#running].map((child) => once(child, "close")));
  }

  #spawn(kind: RunnerKind): ChildProcess {
    const { env, preload } = this.#upcoming;
    return spawn(process.execPath, [...nodeOptions, file, ...preload[kind]], {
      env: { ...process.env, ...env, NODE_COMPILE_CACHE: nodeCache(kind) },
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
  }
}
