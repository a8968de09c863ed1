import { change, podSpec, type Body } from "./objects.ts";
import type { Resources } from "./run.ts";

/** What a stack of the tests holds, by Pulumi's name. */
export type Parts = Readonly<Record<string, readonly [type: string, props: Body]>>;

/** The resources of a stack, with the fields of some changed; null leaves a resource out. */
export function stackOf(parts: Parts, changes: Readonly<Record<string, Body | null>> = {}): Resources {
  return Object.entries(parts).flatMap(([name, [type, props]]) => {
    const own = changes[name];
    return own === null ? [] : [[type, name, own === undefined ? props : change(props, own)] as const];
  });
}

/** An object of the namespace shop. */
export function object(type: string, name: string, more: Body = {}): readonly [string, Body] {
  return [`kubernetes:${type}`, { metadata: { name, namespace: "shop", labels: {} }, ...more }];
}

/** A workload called web in the namespace shop, with changes to its pod spec. */
export function web(kind = "Deployment", pod: Body = {}, spec: Body = {}): readonly [string, Body] {
  const labels = { app: "web" };
  return object(`apps/v1:${kind}`, "web", {
    spec: { ...spec, template: { metadata: { labels }, spec: podSpec(pod) } },
  });
}

/** An Azure resource in the resource group rg. */
export function azure(type: string, props: Body): readonly [string, Body] {
  return [`azure-native:${type}`, { resourceGroupName: "rg", ...props }];
}

/** The id of a resource in that group, from its provider on. */
export function idOf(path: string): string {
  return `/subscriptions/s1/resourceGroups/rg/providers/${path}`;
}
