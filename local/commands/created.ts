import { fillTemplate } from "../azure/arm/ids.ts";
import { openStore } from "../azure/store.ts";
import { resourceTypes } from "../azure/types/index.ts";
import type { Props } from "../azure/values.ts";
import type { Places } from "../support/paths.ts";

/** The id of an Azure resource that was made although the engine was cut off before it heard of it. */
export function findCreated(at: Places, token: string, inputs: Props): string | undefined {
  const [provider = "", module, name] = token.split(":");
  if (!provider.startsWith("azure-native")) return undefined;
  const type = resourceTypes.find((candidate) => candidate.module === module && candidate.name === name);
  return type === undefined ? undefined : openStore(at.azure).get(fillTemplate(type.id, inputs))?.id;
}
