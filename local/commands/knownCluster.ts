import { join } from "node:path";
import { z } from "zod";
import { readJson } from "../support/files.ts";
import type { Places } from "../support/paths.ts";

/** Which cluster an environment runs on. */
const clusterSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("built") }),
  z.strictObject({ kind: z.literal("external"), file: z.string(), context: z.string() }),
]);
export type Cluster = z.infer<typeof clusterSchema>;

/** Where the choice is kept. */
export function clusterFile(at: Places): string {
  return join(at.state, "cluster.json");
}

/** The cluster an earlier `up` chose; `undefined` before the first. */
export function knownCluster(at: Places): Cluster | undefined {
  return readJson(clusterFile(at), clusterSchema);
}
