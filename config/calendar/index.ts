/** The calendar: until when each version and choice is supported, from whom one knows, and what comes after. */

import { addons } from "./addons.ts";
import { azureApis } from "./azureApis.ts";
import type { Entry } from "./entry.ts";
import { ingress } from "./ingress.ts";
import { kubernetes } from "./kubernetes.ts";
import { network } from "./network.ts";
import { nodeOs } from "./nodeOs.ts";

/** Everything known, by subject. */
export const entries: readonly Entry[] = [
  ...kubernetes,
  ...nodeOs,
  ...network,
  ...ingress,
  ...addons,
  ...azureApis,
];

const byId: ReadonlyMap<string, Entry> = new Map(entries.map((entry) => [entry.id, entry]));

/** The entry with an id, or undefined. */
export function findEntry(id: string): Entry | undefined {
  return byId.get(id);
}
