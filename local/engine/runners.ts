import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { nodeCache } from "../support/paths.ts";
import type { NodeCommand } from "./languageCommands.ts";

type Kind = "program" | "policy";

/** A larger nursery: both load a lot and end soon, and a sixth of their time went into collecting garbage. */
const nodeOptions = ["--max-semi-space-size=64"];
const file = new URL("./runner.ts", import.meta.url).pathname;

/**
 * Processes for a program and a policy pack, started before the engine asks for them: loading the SDK takes each
 * half a second, and the engine starts on one core alone.
 */
export class Runners {
  /** What every process sees besides its own command's variables. */
  env: Readonly<Record<string, string>> = {};
  readonly #waiting = new Map<Kind, ChildProcess>();
  readonly #running = new Set<ChildProcess>();

  /** Starts one of each kind. */
  warm(): void {
    for (const kind of ["policy", "program"] as const)
      if (!this.#waiting.has(kind)) this.#waiting.set(kind, this.#spawn(kind));
  }

  /** A process that runs the command; its output is piped. */
  start(kind: Kind, command: NodeCommand): ChildProcess {
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

  #spawn(kind: Kind): ChildProcess {
    return spawn(process.execPath, [...nodeOptions, file], {
      env: { ...process.env, ...this.env, NODE_COMPILE_CACHE: nodeCache(kind) },
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
  }
}
