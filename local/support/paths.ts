import { createHash } from "node:crypto";
import { mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { explainSystemError } from "./errors.ts";

/** The project's root folder. */
export const root = resolve(import.meta.dirname, "../..");

/** Binaries and manifests: built once, shared by every checkout and environment. */
export function cacheFolder(): string {
  return join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "aks-platform");
}

/**
 * Compiled JavaScript of one kind of process; all of them start anew with each command. Not shared between kinds:
 * the SDK changes V8's flags while it loads, and V8 rejects what was compiled under other flags.
 */
export function nodeCache(kind: "cli" | "language-host" | "program" | "policy" | "azure"): string {
  return join(cacheFolder(), "node", kind);
}

/** Everything this checkout's local environments remember, one folder each. */
export function stateRoot(): string {
  const checkout = createHash("sha256").update(root).digest("hex").slice(0, 8);
  return join(process.env["XDG_STATE_HOME"] ?? join(homedir(), ".local", "state"), "aks-platform", checkout);
}

/** Where one environment lives. */
export interface Places {
  readonly environment: string;
  readonly state: string;
  readonly kubeconfig: string;
  readonly logs: string;
  /** etcd's data. */
  readonly etcd: string;
  /** API server certificate, keys and tokens. */
  readonly credentials: string;
  /** Which CRDs each switch of the Azure emulator's clusters installs. */
  readonly manifests: string;
  /** The Azure emulator's store. */
  readonly azure: string;
  /** Pulumi's file backend. */
  readonly backend: string;
  /** The project as the engine sees it: links to the sources, and the stack's settings. */
  readonly project: string;
  /** What is put first on the engine's PATH. */
  readonly bin: string;
}

/** @param state The environment's folder; by default among those of this checkout. */
export function places(environment: string, state = join(stateRoot(), environment)): Places {
  return {
    environment,
    state,
    kubeconfig: join(state, "kubeconfig"),
    logs: join(state, "logs"),
    etcd: join(state, "etcd"),
    credentials: join(state, "credentials"),
    manifests: join(state, "manifests.json"),
    azure: join(state, "azure"),
    backend: join(state, "backend"),
    project: join(state, "project"),
    bin: join(state, "bin"),
  };
}

/** Makes a folder only its owner can enter. */
export function makePrivateFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    explainSystemError(error, "make a folder", folder);
  }
}
