import type { StoredResource } from "../store.ts";

/** What the emulator does in the local cluster, so that AKS can be seen there. */
export interface Effects {
  /** Storage classes and the CRDs behind the cluster's switches. */
  cluster(before: StoredResource | undefined, after: StoredResource | undefined): Promise<void>;
  /** The nodes of a pool. */
  pool(pool: StoredResource, cluster: StoredResource): Promise<void>;
  /** Removes the nodes of a pool. */
  removePool(pool: StoredResource): Promise<void>;
}
