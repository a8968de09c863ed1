import { any } from "./answer.ts";
import { ask, oneOf } from "./azureInput.ts";
import { holds, type Demand } from "./demand.ts";
import { undecided, unless, type Finding } from "./finding.ts";
import { inputViolation, requireOnPool, type NodePool } from "./nodePools.ts";
import { get, isPending, items, number, text, type Field } from "./read.ts";

interface Limits {
  /** Zones to spread over. */
  readonly zones: number;
  /** Least nodes of a system pool. */
  readonly minSystem: number;
  /** Least value of `maxPods`. */
  readonly minMaxPods: number;
}

/** What keeps a pool up when a zone fails, load rises or an upgrade runs. */
export function checkResilience(pool: NodePool, limits: Limits): readonly Finding[] {
  return [
    ...requireOnPool(pool, [scaleSets]),
    ...checkZones(pool, limits),
    ...checkScaling(pool),
    ...checkSystem(pool, limits),
    ...checkSurge(pool),
    ...checkMaxPods(pool, limits),
  ];
}

const scaleSets: Demand = {
  keys: ["type"],
  is: ["VirtualMachineScaleSets", "VirtualMachines"],
  fix: "Use scale sets; availability sets know neither zones nor the autoscaler",
  optional: true,
};

function checkZones(pool: NodePool, { zones }: Limits): readonly Finding[] {
  const field = get(pool.field, "availabilityZones");
  const members = items(field);
  if (new Set(members.map(text).filter((zone) => zone !== undefined)).size >= zones) return [];
  const pending = [field, ...members].find(isPending);
  if (pending !== undefined) return [undecided(pending)];
  const problem = field.state === "known" ? `must name ${zones} zones` : "not set";
  return [inputViolation(pool, field, problem, `Spread the pool over ${zones} zones`)];
}

const autoscaling: Demand = {
  keys: ["enableAutoScaling"],
  is: ["true"],
  fix: "Set it to true, with minCount and maxCount",
};

/** Gateway pools do not scale, pools of single machines scale elsewhere, node provisioning adds pools of its own. */
function checkScaling(pool: NodePool): readonly Finding[] {
  const { cluster } = pool;
  const excuses = [
    ask(get(pool.field, "mode"), oneOf("Gateway")),
    ask(get(pool.field, "type"), oneOf("VirtualMachines")),
    cluster !== undefined && ask(get(cluster, "nodeProvisioningProfile", "mode"), oneOf("Auto")),
  ];
  return unless(any(excuses), requireOnPool(pool, [autoscaling]));
}

function checkSystem(pool: NodePool, { minSystem }: Limits): readonly Finding[] {
  const mode = get(pool.field, "mode");
  if (isPending(mode)) return [undecided(mode)];
  return holds(mode, "System") ? [...checkTaint(pool), ...checkNodes(pool, minSystem)] : [];
}

function checkTaint(pool: NodePool): readonly Finding[] {
  const field = get(pool.field, "nodeTaints");
  const members = items(field);
  if (members.some((taint) => /^CriticalAddonsOnly=true:No(Schedule|Execute)$/i.test(text(taint) ?? "")))
    return [];
  const pending = [field, ...members].find(isPending);
  if (pending !== undefined) return [undecided(pending)];
  const fix = "Keep workloads off system nodes with CriticalAddonsOnly=true:NoSchedule";
  return [inputViolation(pool, field, "lacks the taint of system pools", fix)];
}

function checkNodes(pool: NodePool, minimum: number): readonly Finding[] {
  const scaled = get(pool.field, "enableAutoScaling");
  if (isPending(scaled)) return [undecided(scaled)];
  const field = get(pool.field, holds(scaled, "true") ? "minCount" : "count");
  return atLeast(pool, field, minimum, "Keep enough system nodes to lose one", true);
}

function checkSurge(pool: NodePool): readonly Finding[] {
  const field = get(pool.field, "upgradeSettings", "maxSurge");
  if (isPending(field)) return [undecided(field)];
  if (!/^0+%?$/.test(text(field) ?? "")) return [];
  const problem = "upgrades take nodes away before new ones come";
  return [inputViolation(pool, field, problem, "Allow one more node, or a share such as 33%")];
}

function checkMaxPods(pool: NodePool, { minMaxPods }: Limits): readonly Finding[] {
  const field = get(pool.field, "maxPods");
  return atLeast(pool, field, minMaxPods, "Raise it; that takes a new pool, so choose it early", false);
}

function atLeast(pool: NodePool, field: Field, minimum: number, fix: string, required: boolean) {
  if (isPending(field)) return [undecided(field)];
  if (field.state !== "known") return required ? [inputViolation(pool, field, "not set", fix)] : [];
  const enough = (number(field) ?? 0) >= minimum;
  return enough ? [] : [inputViolation(pool, field, `must be at least ${minimum}`, fix)];
}
