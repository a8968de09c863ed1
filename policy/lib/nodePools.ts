import { azureType, type AzureResource } from "./azure.ts";
import { requireInput, type Demand } from "./demand.ts";
import { undecided, violation, type Finding } from "./finding.ts";
import { clusterType } from "./managedCluster.ts";
import { get, isPending, items, text, type Field } from "./read.ts";

/** A pool of nodes: an element of a cluster's `agentPoolProfiles`, or a resource of its own. */
export interface NodePool {
  readonly field: Field;
  readonly name: string | undefined;
  /** Whose it is in messages. */
  readonly label: string;
  /** The cluster it is written in. */
  readonly cluster: Field | undefined;
}

/** The types that `checkPools` reads pools from. */
export const poolTypes = [clusterType, "containerservice:AgentPool"];

/** Runs a check on every pool of a resource. */
export function checkPools(
  resource: AzureResource,
  check: (pool: NodePool) => readonly Finding[],
): readonly Finding[] {
  const { body } = resource;
  if (azureType(resource) !== clusterType) return check(poolFrom(body, "agentPoolName"));
  const profiles = get(body, "agentPoolProfiles");
  if (isPending(profiles)) return [undecided(profiles)];
  return items(profiles).flatMap((field) =>
    isPending(field) ? [undecided(field)] : check(poolFrom(field, "name", body)),
  );
}

function poolFrom(field: Field, nameKey: string, cluster?: Field): NodePool {
  const name = text(get(field, nameKey));
  return { field, name, label: name === undefined ? "pool" : `pool ${name}`, cluster };
}

/** Checks inputs of a pool. */
export function requireOnPool({ field, label }: NodePool, demands: readonly Demand[]): readonly Finding[] {
  return demands.flatMap((demand) => requireInput(field, demand, label));
}

/** A violation at one of a pool's inputs. */
export function inputViolation({ label }: NodePool, { path }: Field, problem: string, fix: string): Finding {
  return violation({ path, of: label }, problem, fix);
}
