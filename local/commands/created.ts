import type { Places } from "../support/paths.ts";

export function findCreated(_at: Places, _urn: string): string | undefined {
  return undefined;
}
