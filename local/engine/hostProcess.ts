import { spawn } from "node:child_process";
import { once } from "node:events";
import { nodeCache } from "../support/paths.ts";
import type { HostOrder } from "./languageHost.ts";

/** A running language host. */
export interface LanguageHost extends Disposable {
  /** What tells the engine to attach to this host. */
  readonly variables: Readonly<Record<string, string>>;
  /** Starts what the next engine run will ask for. */
  warm(): void;
}

/** Starts a language host. @param env What the program and the policy pack see. */
export async function startLanguageHost(env: Readonly<Record<string, string>>): Promise<LanguageHost> {
  const file = new URL("./languageHost.ts", import.meta.url).pathname;
  const child = spawn(process.execPath, [file], {
    env: { ...process.env, NODE_COMPILE_CACHE: nodeCache("language-host") },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const ended = once(child, "close").then(() => {
    throw new Error("the language host ended before it listened");
  });
  const [port] = (await Promise.race([once(child, "message"), ended])) as [number];
  ended.catch(() => undefined);
  const tell = (order: HostOrder) => child.send(order);
  tell({ env });
  return {
    variables: { PULUMI_DEBUG_LANGUAGES: `nodejs:${port}` },
    warm: () => tell("warm"),
    [Symbol.dispose]: () => {
      child.disconnect();
      child.unref();
    },
  };
}
