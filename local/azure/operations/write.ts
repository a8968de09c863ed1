import { changeNotAllowed, groupNotFound, parentNotFound, resourceNotFound } from "../arm/errors.ts";
import { fillTemplate, groupId, groupOf, nameOf, parentOf } from "../arm/ids.ts";
import { normalLocation } from "../arm/diff.ts";
import { project } from "../arm/project.ts";
import type { Context } from "../context.ts";
import type { VersionedType } from "../packages.ts";
import type { ResourceType, Write } from "../resourceType.ts";
import type { StoredResource } from "../store.ts";
import { compact, at, merge, same, textAt } from "../values.ts";
import type { Props } from "../values.ts";
import { applyEffects } from "./effects.ts";
import { oneAtATime } from "./serialize.ts";

/** Creates a resource as `PUT` does after azure-native has made sure that there is none. */
export async function create(
  context: Context,
  versioned: VersionedType,
  inputs: Props,
): Promise<StoredResource> {
  const id = fillTemplate(versioned.type.id, inputs);
  return write(context, versioned, inputs, id, (previous) => {
    if (previous) throw new Error(`cannot create already existing resource '${previous.id}'`);
    requireParents(context, versioned.type, id);
  });
}

/** Updates a resource in place. */
export async function update(
  context: Context,
  versioned: VersionedType,
  id: string,
  inputs: Props,
): Promise<StoredResource> {
  const { type } = versioned;
  return write(context, versioned, inputs, id, (previous) => {
    if (!previous) throw resourceNotFound(type.armType, nameOf(id), groupOf(id) ?? "");
    for (const path of type.frozen ?? []) {
      const [old, now] = [at(previous.outputs, path), at(inputs, path)];
      if (now !== undefined && !same(old, now)) throw changeNotAllowed(`properties.${path}`);
    }
  });
}

async function write(
  context: Context,
  versioned: VersionedType,
  inputs: Props,
  id: string,
  precondition: (previous: StoredResource | undefined) => void,
): Promise<StoredResource> {
  const { store } = context;
  const { type } = versioned;
  const commit = async () => {
    const written = await store.exclusive(() => {
      const previous = store.get(id);
      precondition(previous);
      const request: Write = { id, name: nameOf(id), inputs, azure: store, ...(previous && { previous }) };
      type.admit?.(request);
      const resource = build(versioned, request);
      const companions = type.companions?.(request) ?? [];
      const all = [resource, ...companions].map((after) => ({ before: store.get(after.id), after }));
      for (const { after } of all) store.put(after);
      return all;
    });
    return applyEffects(context, written);
  };
  const serialized = type.serialized?.(id);
  return serialized ? oneAtATime(store.folder, serialized, commit) : commit();
}

/** What Azure answers to a write. */
function build({ type, module, apiVersion }: VersionedType, request: Write): StoredResource {
  const { id, name, inputs } = request;
  const location = textAt(inputs, "location");
  const common = compact({
    name,
    type: type.armType,
    azureApiVersion: apiVersion,
    location: location === undefined ? undefined : normalLocation(location),
  });
  const asked = project(module.outputs, type.name, inputs);
  const own = merge(merge(asked, common), type.outputs?.(request) ?? {});
  return { type: type.armType, id, inputs, outputs: project(module.outputs, type.name, own) };
}

function requireParents({ store }: Context, type: ResourceType, id: string): void {
  const group = groupOf(id);
  if (group !== undefined && id !== groupId(group) && !store.get(groupId(group))) throw groupNotFound(group);
  const parent = parentOf(id);
  if (parent !== undefined && !store.get(parent)) throw parentNotFound(type.armType, parent);
}
