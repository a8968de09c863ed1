import { applyDiff, diffProps } from "../arm/diff.ts";
import { project } from "../arm/project.ts";
import type { VersionedType } from "../packages.ts";
import type { Store } from "../store.ts";
import type { Props } from "../values.ts";

export interface ReadResult {
  readonly inputs: Props;
  readonly outputs: Props;
}

/**
 * Reads a resource; undefined if it is gone. Without known inputs (an import) the stored ones are the answer.
 * Otherwise whatever changed behind the engine's back, in the stored outputs or the stored inputs, shows in both.
 */
export function read(
  store: Store,
  { type, module }: VersionedType,
  id: string,
  oldInputs: Props,
  oldOutputs: Props,
): ReadResult | undefined {
  const resource = store.get(id);
  if (!resource) return undefined;
  if (Object.keys(oldInputs).length === 0) {
    const inputs = Object.entries(resource.inputs).filter(([name]) => !name.startsWith("__"));
    return { inputs: Object.fromEntries(inputs), outputs: resource.outputs };
  }
  const asked = diffProps(oldInputs, resource.inputs, type.keyed);
  const outputs = project(module.outputs, type.name, applyDiff(resource.outputs, asked));
  const asInputs = (value: Props) => project(module.inputs, type.name, value);
  const drift = diffProps(asInputs(oldOutputs), asInputs(outputs), type.keyed);
  return { inputs: applyDiff(applyDiff(oldInputs, asked), drift), outputs };
}
