import { badRequest } from "../arm/errors.ts";
import { isUnder, nameOf, parentOf, sameId } from "../arm/ids.ts";
import type { ResourceType } from "../resourceType.ts";
import { textAt } from "../values.ts";
import { poolOutputs } from "./cluster/poolOutputs.ts";
import { frozenInPools, requirePool } from "./cluster/poolRules.ts";
import { inGroup } from "./resourceGroup.ts";

export const agentPoolType = "Microsoft.ContainerService/managedClusters/agentPools";

export const agentPool: ResourceType = {
  module: "containerservice",
  name: "AgentPool",
  armType: agentPoolType,
  id: `${inGroup}/providers/Microsoft.ContainerService/managedClusters/{resourceName}/agentPools/{agentPoolName}`,
  naming: {
    property: "agentPoolName",
    auto: "copy",
    min: 1,
    max: 12,
    pattern: /^[a-z][a-z0-9]*$/,
    rule: "lower-case letters and digits, beginning with a letter",
  },
  replaces: ["gpuInstanceProfile", "networkProfile.nodePublicIPTags", "vmSize"],
  frozen: frozenInPools,
  admit({ id, name, inputs, previous, azure }) {
    const cluster = azure.get(parentOf(id) ?? "");
    const location = textAt(cluster?.outputs, "location") ?? "";
    requirePool(
      name,
      inputs,
      { location, version: textAt(cluster?.outputs, "currentKubernetesVersion") ?? "" },
      azure,
      previous,
    );
  },
  outputs: ({ id, inputs, azure }) => poolOutputs(inputs, azure.get(parentOf(id) ?? "")?.inputs ?? {}),
  release({ id, outputs }, azure) {
    const cluster = parentOf(id) ?? "";
    if (textAt(outputs, "mode") !== "System" || !azure.get(cluster)) return;
    const rest = azure
      .list(agentPoolType)
      .filter((pool) => isUnder(pool.id, cluster) && !sameId(pool.id, id));
    if (rest.some((pool) => textAt(pool.outputs, "mode") === "System")) return;
    throw badRequest(
      `Deleting agent pool '${nameOf(id)}' is not allowed: there has to be at least one system agent pool in the managed cluster.`,
    );
  },
  async effect(effects, { before, after, azure }) {
    const cluster = after && azure.get(parentOf(after.id) ?? "");
    if (after && cluster) await effects.pool(after, cluster);
    else if (before) await effects.removePool(before);
  },
};
