import type { ResourceRecord } from "./stack.ts";

/** The part that resource and stack policies get of a resource. */
export interface Seen extends Pick<ResourceRecord, "urn" | "type" | "name" | "props"> {
  readonly opts: { readonly protect: boolean };
}

/** A resource with its inputs, as a resource policy sees it. */
export function recordOf({ urn, type, name, props, opts }: Seen): ResourceRecord {
  return { urn, type, name, props: unwrapped(props), protect: opts.protect };
}

/** What the engine sends for an unknown object. */
const unknownObject = "dd056dcd-154b-4c76-9bd3-c8f88648b5ff";

/** A resource that was read, not registered. In a preview that cannot read it, its outputs are empty: not known. */
export function outputsOf(resource: Seen): ResourceRecord {
  const record = recordOf(resource);
  const { props } = record;
  const empty = typeof props === "object" && props !== null && Object.keys(props).length === 0;
  return empty ? { ...record, props: unknownObject } : record;
}

/**
 * The inputs behind the proxy that throws on unknown values; they hold sentinels instead, and are much quicker to
 * read. Anything else comes back as it is.
 */
export function unwrapped(inputs: unknown): unknown {
  if (typeof inputs !== "object" || inputs === null) return inputs;
  try {
    if (Reflect.get(inputs, "__isSpecialProxy") !== true) return inputs;
    const target: unknown = Reflect.get(inputs, "__getSpecialProxyTarget");
    return typeof target === "object" && target !== null ? target : inputs;
  } catch {
    return inputs;
  }
}
