import type { KubernetesObject } from "./object.ts";

/** Among the kinds of a rule: it looks at objects of every kind, custom resources too. */
export const everyKind = "*";

/** Resources of Pulumi's that hold objects, but are none; `Status` is what a call of the API answers. */
const containers: readonly string[] = ["ConfigFile", "ConfigGroup", "Directory", "Chart", "Status"];
const containerGroups: readonly string[] = ["", "yaml", "kustomize", "helm.sh", "meta"];

/** Whether a rule on these kinds looks at the object. */
export function concernsKind(kinds: readonly string[], { group, kind }: KubernetesObject): boolean {
  const isContainer = containers.includes(kind) && containerGroups.includes(group);
  return kinds.includes(kind) || (kinds.includes(everyKind) && !isContainer);
}
