import { badRequest } from "../../arm/errors.ts";
import type { Write } from "../../resourceType.ts";
import type { StoredResource } from "../../store.ts";
import { compact, isProps, listAt, merge, textAt } from "../../values.ts";
import type { Json, Props } from "../../values.ts";
import { poolOutputs } from "./poolOutputs.ts";
import { frozenInPools, requirePool, requireUnchanged } from "./poolRules.ts";
import { fullVersion } from "./versions.ts";

const poolType = "Microsoft.ContainerService/managedClusters/agentPools";

/** The pools written inside the cluster. */
export function profilesOf(inputs: Props): readonly Props[] {
  return listAt(inputs, "agentPoolProfiles").filter(isProps);
}

/** AKS's rules for pools inside the cluster: one of mode System at first, and none that is new later on. */
export function requireProfiles(write: Write): void {
  const { inputs, previous, azure } = write;
  const profiles = profilesOf(inputs);
  if (!previous && !profiles.some((profile) => textAt(profile, "mode") === "System")) {
    throw badRequest(
      "A managed cluster needs at least one agent pool of mode System in agentPoolProfiles when it is created.",
      "InvalidParameter",
      "agentPoolProfiles",
    );
  }
  const cluster = {
    location: textAt(inputs, "location") ?? "",
    version: fullVersion(textAt(inputs, "kubernetesVersion")),
  };
  for (const profile of profiles) {
    const name = textAt(profile, "name") ?? "";
    const existing = azure.get(poolId(write.id, name));
    if (previous && !existing) {
      throw badRequest(
        "A new agent pool was introduced. Adding agent pools to an existing cluster is not allowed through managed cluster operations. For agent pool specific change, please use per agent pool operations: https://aka.ms/agent-pool-rest-api",
        "BadRequest",
        "agentPoolProfiles",
      );
    }
    if (existing)
      requireUnchanged(existing.outputs, profile, ["vmSize", ...frozenInPools], "agentPoolProfile");
    requirePool(name, profile, cluster, azure);
  }
}

/** The pools inside the cluster as pools of their own, which they are to ARM as well. */
export function inlinePools({ id, name, inputs }: Write): readonly StoredResource[] {
  return profilesOf(inputs).map((profile) => {
    const pool = textAt(profile, "name") ?? "";
    const rest = compact({ ...profile, name: null });
    const place = { resourceGroupName: textAt(inputs, "resourceGroupName") ?? "", resourceName: name };
    return {
      type: poolType,
      id: poolId(id, pool),
      inputs: { ...rest, ...place, agentPoolName: pool },
      outputs: { ...merge(rest, poolOutputs(profile, inputs)), name: pool, type: poolType },
    };
  });
}

/** `agentPoolProfiles` as AKS reports them; one that is no longer written down stays. */
export function reportedProfiles({ inputs, previous }: Write): readonly Json[] {
  const now = profilesOf(inputs).map((profile) => merge(profile, poolOutputs(profile, inputs)));
  const names = now.map((profile) => textAt(profile, "name"));
  const old = listAt(previous?.outputs, "agentPoolProfiles");
  return [...now, ...old.filter((profile) => !names.includes(textAt(profile, "name")))];
}

function poolId(cluster: string, pool: string): string {
  return `${cluster}/agentPools/${pool}`;
}
