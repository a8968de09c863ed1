import { groupId, groupOf, isUnder, sameId } from "../arm/ids.ts";
import type { Context } from "../context.ts";
import type { StoredResource } from "../store.ts";
import { typeOfArm } from "../types/index.ts";
import { oneAtATime } from "./serialize.ts";

/** Deletes a resource, everything below it and everything Azure made along with it. What is not there is deleted. */
export async function remove(context: Context, id: string): Promise<void> {
  const { store } = context;
  const root = store.get(id);
  if (!root) return;
  const type = typeOfArm(root.type);
  const isGroup = sameId(id, groupId(groupOf(id) ?? ""));
  if (!isGroup) type?.release?.(root, store);
  const commit = async () => {
    for (const resource of subtree(context, root)) {
      await typeOfArm(resource.type)?.effect?.(context.effects, { before: resource, azure: store });
      await store.exclusive(() => {
        store.delete(resource.id);
        const rest = typeOfArm(resource.type)?.tombstone?.(resource);
        if (rest) store.put(rest);
      });
    }
  };
  const serialized = type?.serialized?.(id);
  await (serialized ? oneAtATime(store.folder, serialized, commit) : commit());
}

/** A resource and what goes with it, deepest first. */
function subtree({ store }: Context, root: StoredResource): readonly StoredResource[] {
  const all = store.list();
  const found = new Map<string, StoredResource>();
  const visit = (resource: StoredResource): void => {
    if (found.has(resource.id)) return;
    found.set(resource.id, resource);
    const owned = typeOfArm(resource.type)?.owned?.(resource) ?? [];
    for (const other of all) {
      if (isUnder(other.id, resource.id) || owned.some((id) => sameId(id, other.id))) visit(other);
    }
  };
  visit(root);
  return [...found.values()].sort((a, b) => depth(b) - depth(a));
}

function depth({ id }: StoredResource): number {
  return id.split("/").length;
}
