import type { PolicyConfigSchema } from "@pulumi/policy";
import { exemptionProblems, exemptionSchema, type Exemption } from "./exemptionShape.ts";

type JsonSchema = PolicyConfigSchema["properties"][string];

/** One parameter of a rule: its default serves the engine's schema and the rule alike. */
export interface Param<T> {
  readonly fallback: T;
  readonly schema: JsonSchema;
  readonly accepts: (value: unknown) => boolean;
  /** What is wrong with a value, each beginning with its place below the parameter; where the schema says too little. */
  readonly problems?: (value: unknown) => readonly string[];
}

export type Params = Readonly<Record<string, Param<unknown>>>;
export type SettingsOf<P extends Params> = { readonly [K in keyof P]: P[K]["fallback"] };

export function flag(fallback: boolean, description: string): Param<boolean> {
  return {
    fallback,
    schema: { type: "boolean", default: fallback, description },
    accepts: (value) => typeof value === "boolean",
  };
}

export function atLeast(minimum: number, fallback: number, description: string): Param<number> {
  return {
    fallback,
    schema: { type: "number", minimum, default: fallback, description },
    accepts: (value) => typeof value === "number" && value >= minimum,
  };
}

/** A number that switches a check on; absent, the check is off. */
export function optionalAtLeast(minimum: number, description: string): Param<number | undefined> {
  return {
    fallback: undefined,
    schema: { type: "number", minimum, description },
    accepts: (value) => typeof value === "number" && value >= minimum,
  };
}

export function matching(pattern: RegExp, fallback: string, description: string): Param<string> {
  return {
    fallback,
    schema: { type: "string", pattern: pattern.source, default: fallback, description },
    accepts: (value) => typeof value === "string" && pattern.test(value),
  };
}

export function strings(fallback: readonly string[], description: string): Param<readonly string[]> {
  return {
    fallback,
    schema: { type: "array", items: { type: "string" }, default: [...fallback], description },
    accepts: isStrings,
  };
}

export function patterns(fallback: readonly string[], description: string): Param<readonly string[]> {
  const items = { type: "string", format: "regex" } as const;
  return {
    fallback,
    schema: { type: "array", items, default: [...fallback], description },
    accepts: (value) => isStrings(value) && value.every(isRegExp),
  };
}

/** What every rule takes. */
export const commonParams = {
  exemptions: {
    fallback: [],
    schema: exemptionSchema,
    accepts: (value) => exemptionProblems(value).length === 0,
    problems: exemptionProblems,
  } satisfies Param<readonly Exemption[]> as Param<readonly Exemption[]>,
};

/** The exemptions in a rule's section of the configuration; none when the list is malformed. */
export function exemptionsIn(config: unknown): readonly Exemption[] {
  return settingsOf(commonParams, config).exemptions;
}

/** What rules on Kubernetes objects take besides. */
export const namespaceParams = {
  excludedNamespaces: strings(
    ["kube-system", "gatekeeper-system"],
    "Namespaces whose objects the rule leaves alone.",
  ),
};

/** The settings of a rule from its section of the configuration; what is absent or unusable takes its default. */
export function settingsOf<P extends Params>(params: P, config: unknown): SettingsOf<P> {
  const given = new Map(typeof config === "object" && config !== null ? Object.entries(config) : []);
  const settings = Object.entries(params).map(([name, { accepts, fallback }]) => {
    const value: unknown = given.get(name);
    return [name, accepts(value) ? value : fallback];
  });
  return Object.fromEntries(settings) as SettingsOf<P>;
}

export function schemaOf(params: Params): PolicyConfigSchema {
  return {
    properties: Object.fromEntries(Object.entries(params).map(([name, { schema }]) => [name, schema])),
  };
}

function isStrings(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}

function isRegExp(source: string): boolean {
  try {
    return new RegExp(source, "i").source !== "";
  } catch {
    return false;
  }
}
