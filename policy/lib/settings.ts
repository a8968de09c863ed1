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

const none: readonly Exemption[] = [];
const usable = new WeakMap<object, readonly Exemption[]>();

/** The exemptions in a rule's section of the configuration; none when the list is malformed. */
export function exemptionsIn(config: unknown): readonly Exemption[] {
  const list = valueIn(config, "exemptions");
  if (!Array.isArray(list)) return none;
  const checked = usable.get(list) ?? settingsOf(commonParams, { exemptions: list }).exemptions;
  usable.set(list, checked);
  return checked;
}

function valueIn(section: unknown, name: string): unknown {
  const has = typeof section === "object" && section !== null && Object.hasOwn(section, name);
  return has ? Reflect.get(section, name) : undefined;
}

/** What rules on Kubernetes objects take besides. */
export const namespaceParams = {
  excludedNamespaces: strings(
    ["kube-system", "gatekeeper-system"],
    "Namespaces whose objects the rule leaves alone.",
  ),
};

interface Settled {
  readonly values: readonly unknown[];
  readonly settings: unknown;
}

const settled = new WeakMap<Params, Settled>();

/**
 * The settings of a rule from its section of the configuration; what is absent or unusable takes its default. The
 * engine's SDK hands the section over anew for every resource; checking it each time takes longer than the rule.
 */
export function settingsOf<P extends Params>(params: P, config: unknown): SettingsOf<P> {
  const values = Object.keys(params).map((name) => valueIn(config, name));
  const last = settled.get(params);
  if (last?.values.every((value, index) => value === values[index]) === true)
    return last.settings as SettingsOf<P>;
  const settings = Object.fromEntries(
    Object.entries(params).map(([name, { accepts, fallback }], index) => {
      const value = values[index];
      return [name, accepts(value) ? value : fallback];
    }),
  );
  settled.set(params, { values, settings });
  return settings as SettingsOf<P>;
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
