import type { Context } from "../context.ts";
import type { StoredResource } from "../store.ts";
import { typeOfArm } from "../types/index.ts";
import { merge } from "../values.ts";

/** A resource exists, but its effects in the local cluster failed: the engine keeps it and tries again. */
export class PartialError extends Error {
  readonly resource: StoredResource;

  constructor(resource: StoredResource, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.name = "PartialError";
    this.resource = resource;
  }
}

interface Written {
  readonly before: StoredResource | undefined;
  readonly after: StoredResource;
}

/** Runs the effects of what was written, the first being the resource itself; answers that one. */
export async function applyEffects(context: Context, written: readonly Written[]): Promise<StoredResource> {
  const [main] = written;
  if (!main) throw new Error("nothing was written");
  for (const { before, after } of written) {
    const type = typeOfArm(after.type);
    if (!type?.effect) continue;
    const setState = (provisioningState: string) => {
      context.store.put({ ...after, outputs: merge(after.outputs, { provisioningState }) });
    };
    setState(before ? "Updating" : "Creating");
    try {
      await type.effect(context.effects, { after, azure: context.store, ...(before && { before }) });
    } catch (error) {
      setState("Failed");
      throw new PartialError(context.store.get(main.after.id) ?? main.after, error);
    }
    context.store.put(after);
  }
  return main.after;
}
