import type {
  EnforcementLevel,
  PolicyComplianceFramework,
  PolicyConfigSchema,
  Severity,
} from "@pulumi/policy";
import { distinct, type Finding } from "./finding.ts";
import { namespaceOf, type KubernetesObject } from "./object.ts";
import { commonParams, schemaOf, settingsOf, type Params, type SettingsOf } from "./settings.ts";

interface RuleDescription {
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
  /** Kinds of objects the rule looks at, without `Patch` and `List`. */
  readonly kinds: readonly string[];
}

export interface Rule extends RuleDescription {
  readonly params: Params;
  readonly configSchema: PolicyConfigSchema;
  /** Pure, and never throws. `config` is the rule's section of the configuration. */
  readonly check: (object: KubernetesObject, config?: unknown) => readonly Finding[];
}

interface RuleSpec<P extends Params> extends RuleDescription {
  readonly params: P;
  readonly check: (
    object: KubernetesObject,
    settings: SettingsOf<P & typeof commonParams>,
  ) => readonly Finding[];
}

/** Completes a rule with what all rules share: defaults, excluded namespaces, the filter on kinds. */
export function defineRule<P extends Params>({ check, params: own, ...description }: RuleSpec<P>): Rule {
  const params = { ...own, ...commonParams };
  return {
    ...description,
    params,
    configSchema: schemaOf(params),
    check: (object, config) => {
      if (!description.kinds.includes(object.kind)) return [];
      const settings = settingsOf(params, config);
      // An unknown namespace excludes nothing: the preview of a new environment would otherwise check nothing.
      if (settings.excludedNamespaces.includes(namespaceOf(object) ?? "")) return [];
      return distinct(check(object, settings));
    },
  };
}
