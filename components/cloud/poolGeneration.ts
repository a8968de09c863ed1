/** Which changes of a node pool make a new one. */

import { createHash } from "node:crypto";

/** What AKS refuses to change in a pool, or replaces its machines for; `subnet` stands for the subnet's id. */
const immutable = [
  "availabilityZones",
  "enableEncryptionAtHost",
  "enableNodePublicIP",
  "maxPods",
  "osType",
  "scaleSetEvictionPolicy",
  "scaleSetPriority",
  "subnet",
  "type",
  "vmSize",
] as const;

/** Letters and digits of a generation: with the longest role, AKS's 12 characters of a pool's name hold them. */
const length = 4;

/**
 * The generation of a pool: the same as long as it can be changed in place, another one as soon as it cannot. As part
 * of the pool's name it makes Pulumi create the new pool, and delete the old one when everything else is done.
 *
 * @param inputs Plain inputs of the pool; what is not immutable among them does not count.
 */
export function poolGeneration(inputs: Readonly<Record<string, unknown>>): string {
  const fixed = immutable.map((key) => [key, inputs[key] ?? null]);
  const digest = createHash("sha256").update(JSON.stringify(fixed)).digest("hex");
  return BigInt(`0x${digest}`).toString(36).slice(-length);
}
