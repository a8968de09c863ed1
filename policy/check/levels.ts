import type { EnforcementLevel } from "@pulumi/policy";
import { levelIn } from "../lib/config.ts";
import type { Rule } from "../lib/rule.ts";

/** A pack's configuration: a level or a section by rule name, and `all`. */
export type Config = Readonly<Record<string, unknown>>;

/** The level a rule has under a configuration. */
export function levelOf(rule: Rule, config: Config): EnforcementLevel {
  return levelIn(config[rule.name]) ?? levelIn(config["all"]) ?? rule.level;
}

/** The section of a rule that its `check` takes. */
export function sectionOf(rule: Rule, config: Config): unknown {
  const section = config[rule.name];
  return typeof section === "object" ? section : undefined;
}

/** A configuration on top of an environment's levels, as the engine merges them. */
export function onLevels(environment: Config, config: Config): Config {
  const names = [...new Set([...Object.keys(environment), ...Object.keys(config)])];
  return Object.fromEntries(
    names.map((name) => {
      const [base, own] = [environment[name], config[name]];
      if (typeof own !== "object" || own === null) return [name, own ?? base];
      return [name, { ...(base === undefined ? {} : { enforcementLevel: base }), ...own }];
    }),
  );
}
