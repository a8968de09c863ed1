import { distinct } from "./finding.ts";
import { namespaceOf, type KubernetesObject } from "./object.ts";
import type { defineRule, ObjectRule } from "./rule.ts";
import { commonParams, namespaceParams, schemaOf, settingsOf, type Params } from "./settings.ts";

type ObjectSpec<P extends Params> = Parameters<typeof defineRule<P>>[0];

/** Resources of Pulumi's that hold objects, but are none; `Release` installs what nobody else sees. */
const containers: readonly string[] = ["ConfigFile", "ConfigGroup", "Directory", "Chart", "Status"];
const containerGroups: readonly string[] = ["", "yaml", "kustomize", "helm.sh", "meta"];

/** A rule on objects of every kind, custom resources among them. It may set defaults of its own for shared parameters. */
export function defineRuleOnEveryKind<P extends Params>(spec: Omit<ObjectSpec<P>, "kinds">): ObjectRule {
  const params = { ...namespaceParams, ...commonParams, ...spec.params };
  return {
    ...spec,
    scope: "object",
    kinds: ["*"],
    params,
    configSchema: schemaOf(params),
    check: (object, config) => {
      if (isContainer(object)) return [];
      const settings = settingsOf(params, config);
      if (settings.excludedNamespaces.includes(namespaceOf(object) ?? "")) return [];
      return distinct(spec.check(object, settings));
    },
  };
}

function isContainer({ group, kind }: KubernetesObject): boolean {
  return containers.includes(kind) && containerGroups.includes(group);
}
