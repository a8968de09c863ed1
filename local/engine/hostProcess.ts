import { spawn } from "node:child_process";
import { nodeCache } from "../support/paths.ts";
import type { HostAnswer, HostOrder, Upcoming } from "./hostOrders.ts";

/** A running language host, with the Azure provider beside it. */
export interface LanguageHost extends Disposable {
  /** Starts the Azure provider, and what the first engine run will ask for. */
  prepare(upcoming: Upcoming): void;
  /** Starts what the next engine run will ask for, where it is not there yet. */
  warm(): void;
  /** What tells the engine to attach; resolves once host and provider listen, after `prepare`. */
  readonly variables: Promise<Readonly<Record<string, string>>>;
}

/** Starts a language host. It ends by itself, after the engine, once this process is gone or disposes of it. */
export function startLanguageHost(): LanguageHost {
  const file = new URL("./languageHost.ts", import.meta.url).pathname;
  const child = spawn(process.execPath, [file], {
    env: { ...process.env, NODE_COMPILE_CACHE: nodeCache("language-host") },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const variables = new Promise<Readonly<Record<string, string>>>((resolve, reject) => {
    child.once("message", ({ host, azure }: HostAnswer) => {
      resolve({ PULUMI_DEBUG_LANGUAGES: `nodejs:${host}`, PULUMI_DEBUG_PROVIDERS: `azure-native:${azure}` });
    });
    child.once("error", reject);
    child.once("close", () => {
      reject(new Error("the language host ended before it and the Azure provider listened"));
    });
  });
  // It may end before anybody asks, as after a mistake in the configuration.
  variables.catch(() => undefined);
  const tell = (order: HostOrder) => child.send(order);
  return {
    variables,
    prepare: (upcoming) => tell(upcoming),
    warm: () => tell("warm"),
    [Symbol.dispose]: () => {
      if (child.connected) child.disconnect();
      child.unref();
    },
  };
}
