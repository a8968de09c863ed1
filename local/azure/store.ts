import { createHash, randomUUID } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import lockfile from "proper-lockfile";
import { nameOf } from "./arm/ids.ts";
import { isProps } from "./values.ts";
import type { Props } from "./values.ts";

/** One resource as it stands on disk: edit a value under `outputs` and the next refresh sees the drift. */
export interface StoredResource {
  /** ARM type, e.g. `Microsoft.KeyVault/vaults`. */
  readonly type: string;
  /** ARM id. */
  readonly id: string;
  /** What the program asked for. */
  readonly inputs: Props;
  /** What Azure says it is. */
  readonly outputs: Props;
}

/** The emulated subscription: one JSON file per resource. Ids do not heed case. */
export interface Store {
  readonly folder: string;
  get(id: string): StoredResource | undefined;
  /** Resources of an ARM type, or all; sorted by id. */
  list(type?: string): readonly StoredResource[];
  put(resource: StoredResource): void;
  /** Removes a resource; nothing happens if there is none. */
  delete(id: string): void;
  /** Runs `work` while no other emulator process does the same: for rules that read before they write. */
  exclusive<T>(work: () => T): Promise<T>;
}

/** The store cannot be read; says which file and the way out. */
export class StoreError extends Error {
  constructor(file: string, reason: string) {
    super(
      `The local Azure store is damaged: ${file}: ${reason}. ` +
        "Start afresh with `npm run local:down`, then `npm run local:up`.",
    );
    this.name = "StoreError";
  }
}

/** Opens the store in a folder, making it if need be. */
export function openStore(folder: string): Store {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  let queue: Promise<unknown> = Promise.resolve();
  const store: Store = {
    folder,
    get: (id) => readResource(fileOf(folder, id)),
    list(type) {
      const prefix = type === undefined ? "" : `${kindOf(type)}--`;
      const files = readdirSync(folder).filter((file) => file.endsWith(".json") && file.startsWith(prefix));
      const resources = files.flatMap((file) => readResource(join(folder, file)) ?? []);
      return resources.sort((a, b) => (a.id.toLowerCase() < b.id.toLowerCase() ? -1 : 1));
    },
    put(resource) {
      const file = fileOf(folder, resource.id);
      const temporary = `${file}.${randomUUID()}.tmp`;
      writeFileSync(temporary, `${JSON.stringify(resource, null, 2)}\n`, { mode: 0o600 });
      renameSync(temporary, file);
    },
    delete(id) {
      rmSync(fileOf(folder, id), { force: true });
    },
    exclusive<T>(work: () => T): Promise<T> {
      // First come, first served within this process; the file lock only settles it between processes.
      const turn = queue.then(() => locked(folder, work));
      queue = turn.catch(() => undefined);
      return turn;
    },
  };
  return store;
}

async function locked<T>(folder: string, work: () => T): Promise<T> {
  const release = await lockfile.lock(folder, {
    lockfilePath: join(folder, ".lock"),
    stale: 10_000,
    retries: { retries: 600, factor: 1.2, minTimeout: 5, maxTimeout: 50, randomize: true },
  });
  try {
    return work();
  } finally {
    await release();
  }
}

/** `vaults--kv-acme-dev-1a2b3c4d5e6f.json`: readable, and unique by the hash of the id. */
function fileOf(folder: string, id: string): string {
  const key = id.toLowerCase();
  const hash = createHash("sha256").update(key).digest("hex").slice(0, 12);
  const name = nameOf(key)
    .replaceAll(/[^a-z0-9.-]/g, "_")
    .slice(0, 60);
  return join(folder, `${kindOf(typeOf(key))}--${name}-${hash}.json`);
}

/** The ARM type in an id. */
export function typeOf(id: string): string {
  const tail = /^.*\/providers\/(.+)$/i.exec(id)?.[1];
  if (tail === undefined) return "Microsoft.Resources/resourceGroups";
  const [provider, ...segments] = tail.split("/");
  return [provider, ...segments.filter((_, index) => index % 2 === 0)].join("/");
}

/** `microsoft.network/virtualnetworks/subnets` as `virtualnetworks.subnets`. */
function kindOf(type: string): string {
  return type.toLowerCase().split("/").slice(1).join(".");
}

function readResource(file: string): StoredResource | undefined {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new StoreError(file, "it is not JSON");
  }
  if (!isStoredResource(value)) throw new StoreError(file, "it lacks type, id, inputs or outputs");
  return value;
}

function isStoredResource(value: unknown): value is StoredResource {
  if (typeof value !== "object" || value === null) return false;
  const { type, id, inputs, outputs } = value as Partial<Record<keyof StoredResource, unknown>>;
  return (
    typeof type === "string" &&
    typeof id === "string" &&
    isProps(inputs as Props) &&
    isProps(outputs as Props)
  );
}
