import { detail, diffProps } from "../arm/diff.ts";
import type { PropertyChange } from "../arm/diff.ts";
import { parametersOf } from "../arm/ids.ts";
import type { ResourceType } from "../resourceType.ts";
import { same } from "../values.ts";
import type { Props } from "../values.ts";

export interface Difference {
  readonly changes: ReadonlyMap<string, PropertyChange>;
  /** Whether the old resource must go before the new one comes: always, unless its name was invented. */
  readonly deleteBeforeReplace: boolean;
}

/** What a change of the inputs means for a resource. */
export function diff(type: ResourceType, oldInputs: Props, oldOutputs: Props, news: Props): Difference {
  const found = diffProps(oldInputs, news, type.keyed);
  const changes = new Map(found ? detail(found, replacing(type)) : []);
  for (const [path, change] of changes) {
    // A property that is now written down with the value it has anyway replaces nothing.
    if (change.kind === "add" && change.replace && same(oldOutputs[path], news[path])) {
      changes.set(path, { kind: "add", replace: false });
    }
  }
  const replaces = [...changes.values()].some(({ replace }) => replace);
  return { changes, deleteBeforeReplace: replaces && oldInputs["__createBeforeDelete"] !== true };
}

function replacing(type: ResourceType): ReadonlySet<string> {
  return new Set([...parametersOf(type.id), ...(type.replaces ?? [])]);
}
