import type {
  EnforcementLevel,
  PolicyComplianceFramework,
  PolicyConfigSchema,
  Severity,
} from "@pulumi/policy";
import { azureType, type AzureResource } from "./azure.ts";
import { distinct, type Finding } from "./finding.ts";
import { concernsKind } from "./kinds.ts";
import { namespaceOf, type KubernetesObject } from "./object.ts";
import {
  commonParams,
  namespaceParams,
  schemaOf,
  settingsOf,
  type Params,
  type SettingsOf,
} from "./settings.ts";
import type { Located, Stack } from "./stack.ts";

interface Description {
  /** Unique over the pack; the key of the rule's section in the configuration. */
  readonly name: string;
  /** One sentence: what the rule demands. */
  readonly description: string;
  readonly severity: Severity;
  readonly level: EnforcementLevel;
  /** The benchmark the rule answers to first. */
  readonly framework: PolicyComplianceFramework;
  /** The same check in other scanners, `scanner:id`. */
  readonly tags: readonly string[];
  readonly remediationSteps: string;
  readonly url: string;
}

interface Common extends Description {
  readonly params: Params;
  readonly configSchema: PolicyConfigSchema;
}

/** A finding of a stack rule, and the resource it is about. */
export type LocatedFinding = Finding & Located;

/** Looks at one Kubernetes object. */
export interface ObjectRule extends Common {
  readonly scope: "object";
  /** Kinds of objects the rule looks at, without `Patch` and `List`; or `everyKind`. */
  readonly kinds: readonly string[];
  /** Pure, and never throws. `config` is the rule's section of the configuration. */
  readonly check: (object: KubernetesObject, config?: unknown) => readonly Finding[];
}

/** Looks at one Azure resource. */
export interface AzureRule extends Common {
  readonly scope: "azure";
  /** E.g. `containerservice:ManagedCluster`. */
  readonly types: readonly string[];
  readonly check: (resource: AzureResource, config?: unknown) => readonly Finding[];
}

/** Looks at everything in a stack together. */
export interface StackRule extends Common {
  readonly scope: "stack";
  readonly check: (stack: Stack, config?: unknown) => readonly LocatedFinding[];
}

export type Rule = ObjectRule | AzureRule | StackRule;

type Settings<P extends Params, Shared extends Params> = SettingsOf<P & Shared>;
type ObjectParams = typeof commonParams & typeof namespaceParams;

interface ObjectSpec<P extends Params> extends Description {
  readonly kinds: readonly string[];
  readonly params: P;
  readonly check: (object: KubernetesObject, settings: Settings<P, ObjectParams>) => readonly Finding[];
}

interface AzureSpec<P extends Params> extends Description {
  readonly types: readonly string[];
  readonly params: P;
  readonly check: (resource: AzureResource, settings: Settings<P, typeof commonParams>) => readonly Finding[];
}

interface StackSpec<P extends Params> extends Description {
  readonly params: P;
  readonly check: (stack: Stack, settings: Settings<P, ObjectParams>) => readonly LocatedFinding[];
}

/**
 * Completes a rule on Kubernetes objects with what all rules share: defaults, excluded namespaces, kinds. Its own
 * parameters may give the shared ones other defaults.
 */
export function defineRule<P extends Params>({
  check,
  params: own,
  ...description
}: ObjectSpec<P>): ObjectRule {
  const params = { ...own, ...namespaceParams, ...commonParams, ...own };
  return {
    ...description,
    scope: "object",
    params,
    configSchema: schemaOf(params),
    check: (object, config) => {
      if (!concernsKind(description.kinds, object)) return [];
      const settings = settingsOf(params, config);
      // An unknown namespace excludes nothing: the preview of a new environment would otherwise check nothing.
      if (settings.excludedNamespaces.includes(namespaceOf(object) ?? "")) return [];
      return distinct(check(object, settings));
    },
  };
}

/** Completes a rule on Azure resources. */
export function defineAzureRule<P extends Params>({
  check,
  params: own,
  ...description
}: AzureSpec<P>): AzureRule {
  const params = { ...own, ...commonParams };
  return {
    ...description,
    scope: "azure",
    params,
    configSchema: schemaOf(params),
    check: (resource, config) =>
      description.types.includes(azureType(resource))
        ? distinct(check(resource, settingsOf(params, config)))
        : [],
  };
}

/** Completes a rule on a whole stack; objects in excluded namespaces are still seen, their findings dropped. */
export function defineStackRule<P extends Params>({
  check,
  params: own,
  ...description
}: StackSpec<P>): StackRule {
  const params = { ...own, ...namespaceParams, ...commonParams };
  return {
    ...description,
    scope: "stack",
    params,
    configSchema: schemaOf(params),
    check: (stack, config) => {
      const settings = settingsOf(params, config);
      const excluded = new Set(
        stack.objects
          .filter((object) => settings.excludedNamespaces.includes(namespaceOf(object) ?? ""))
          .map(({ urn }) => urn),
      );
      return check(stack, settings).filter(({ urn }) => !excluded.has(urn));
    },
  };
}
