import type { Rule } from "./rule.ts";
import { undecidedName } from "./crossguard.ts";

const levels: readonly unknown[] = ["advisory", "mandatory", "remediate", "disabled"];

/**
 * What is wrong with a configuration of the pack. The engine accepts names of policies and parameters that do
 * not exist, and a misspelt exception is then no exception.
 */
export function configProblems(rules: readonly Rule[], config: unknown): readonly string[] {
  if (!isSection(config)) return ["the configuration must be an object of sections by policy name"];
  return Object.entries(config).flatMap(([name, section]) => sectionProblems(rules, name, section));
}

function sectionProblems(rules: readonly Rule[], name: string, section: unknown): readonly string[] {
  const rule = rules.find((candidate) => candidate.name === name);
  if (rule === undefined && name !== "all" && name !== undecidedName)
    return [`${name}: no such policy; there are ${rules.map((known) => known.name).join(", ")}`];
  if (!isSection(section)) return levels.includes(section) ? [] : [`${name}: ${mustBeLevel}`];
  return Object.entries(section).flatMap(([param, value]) => {
    if (param === "enforcementLevel")
      return levels.includes(value) ? [] : [`${name}.${param}: ${mustBeLevel}`];
    const known = rule?.params[param];
    if (known === undefined)
      return [`${name}.${param}: no such parameter; there are ${Object.keys(rule?.params ?? {}).join(", ")}`];
    return known.accepts(value) ? [] : [`${name}.${param}: does not fit ${JSON.stringify(known.schema)}`];
  });
}

const mustBeLevel = `must be one of ${levels.join(", ")}`;

function isSection(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
