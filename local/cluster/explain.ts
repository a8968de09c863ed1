import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { diskIsFull, UserError } from "../support/errors.ts";
import type { Places } from "../support/paths.ts";

/** A component of the control plane that did not come up. */
export interface Failure {
  readonly component: string;
  /** Whether it ended, or just does not answer. */
  readonly died: boolean;
  /** The port it was to listen on. */
  readonly port?: number;
}

/** Characters of a log's end in which a cause is looked for. */
const tail = 5000;

/** Why a component did not come up, from its own log and etcd's. */
export function explainFailure(at: Places, { component, died, port }: Failure): UserError {
  const file = join(at.logs, `${component}.log`);
  const log = endOf(file);
  const etcd = endOf(join(at.logs, "etcd.log"));
  if (/no space left on device/.test(log + etcd)) return diskIsFull("start the cluster", at.state);
  if (/address already in use/.test(log)) {
    return new UserError(
      `${component} could not listen on 127.0.0.1:${port ?? "?"}: another program took the port.`,
      "npm run local:up again: it takes a free port",
    );
  }
  if (/corrupt|crc mismatch|panic/.test(etcd)) {
    return new UserError(
      "The cluster's store (etcd) is damaged.",
      "npm run local:down -- --force removes this environment, whatever its state; then npm run local:up",
    );
  }
  return new UserError(
    `${component} ${died ? "ended right after its start" : "did not answer within 60 s"}.`,
    `read ${file}; its end is:\n${log.split("\n").slice(-6).join("\n")}`,
    "npm run local:down, then npm run local:up",
  );
}

function endOf(file: string): string {
  return existsSync(file) ? readFileSync(file, "utf8").slice(-tail) : "";
}
