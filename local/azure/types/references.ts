import { referenceNotFound } from "../arm/errors.ts";
import { sameId } from "../arm/ids.ts";
import type { Subscription, Write } from "../resourceType.ts";
import type { StoredResource } from "../store.ts";
import { textAt } from "../values.ts";

/** Refuses a write whose inputs name, under `path`, a resource that is not there. */
export function requireReference({ inputs, azure }: Write, path: string, property = path): void {
  const id = textAt(inputs, path);
  if (id !== undefined && !azure.get(id)) throw referenceNotFound(id, property);
}

/** Resources of a type that name `id` under `path`. */
export function usersOf(
  id: string,
  azure: Subscription,
  type: string,
  path: string,
): readonly StoredResource[] {
  return azure.list(type).filter(({ outputs }) => sameId(textAt(outputs, path) ?? "", id));
}
