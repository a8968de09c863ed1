import type { Answer } from "./answer.ts";
import { ask, oneOf } from "./azureInput.ts";
import { requireInput, type Demand } from "./demand.ts";
import { unless, type Finding } from "./finding.ts";
import { entries, get, type Field } from "./read.ts";

/** The type these checks are for. */
export const clusterType = "containerservice:ManagedCluster";

/** An input of a cluster. */
export interface ClusterDemand extends Demand {
  /** AKS Automatic sets it, and does not let go of it. */
  readonly automatic?: boolean | undefined;
}

/**
 * Checks inputs of a cluster, or of a profile in it; what AKS Automatic presets may be left out there.
 */
export function requireOnCluster(
  cluster: Field,
  demands: readonly ClusterDemand[],
  profile = cluster,
): readonly Finding[] {
  return demands.flatMap((demand) => {
    const findings = requireInput(profile, demand);
    const preset = demand.automatic === true && get(profile, ...demand.keys).state === "missing";
    return preset ? unless(isAutomatic(cluster), findings) : findings;
  });
}

/** AKS Automatic runs its nodes itself. */
export function isAutomatic(cluster: Field): Answer {
  return ask(get(cluster, "sku", "name"), oneOf("Automatic"));
}

/** An add-on's profile; AKS does not mind the case of its name. */
export function addonOf(cluster: Field, name: string): Field {
  const profiles = get(cluster, "addonProfiles");
  const [, profile] = entries(profiles).find(([key]) => key.toLowerCase() === name.toLowerCase()) ?? [];
  return profile ?? get(profiles, name);
}
