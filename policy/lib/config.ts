import type { EnforcementLevel } from "@pulumi/policy";
import { servicePolicies } from "./notes.ts";
import type { Rule } from "./rule.ts";

const levels: readonly unknown[] = ["advisory", "mandatory", "remediate", "disabled"];
const services: readonly string[] = Object.values(servicePolicies);

type Section = Readonly<Record<string, unknown>>;

/**
 * What is wrong with a configuration of the pack. The engine accepts names of policies and parameters that do
 * not exist, and a misspelt exception is then no exception.
 */
export function configProblems(rules: readonly Rule[], config: unknown): readonly string[] {
  if (!isSection(config)) return ["the configuration must be an object of sections by policy name"];
  return [
    ...Object.entries(config).flatMap(([name, section]) => sectionProblems(rules, name, section)),
    ...serviceProblems(rules, config),
  ];
}

function sectionProblems(rules: readonly Rule[], name: string, section: unknown): readonly string[] {
  const rule = rules.find((candidate) => candidate.name === name);
  if (rule === undefined && name !== "all" && !services.includes(name))
    return [`${name}: no such policy; there are ${rules.map((known) => known.name).join(", ")}`];
  if (!isSection(section)) return levels.includes(section) ? [] : [`${name}: ${mustBeLevel}`];
  return Object.entries(section).flatMap(([param, value]) => {
    if (param === "enforcementLevel")
      return levels.includes(value) ? [] : [`${name}.${param}: ${mustBeLevel}`];
    const known = rule?.params[param];
    if (known === undefined)
      return [`${name}.${param}: no such parameter; there are ${Object.keys(rule?.params ?? {}).join(", ")}`];
    if (known.problems !== undefined)
      return known.problems(value).map((problem) => `${name}.${param}${problem}`);
    return known.accepts(value) ? [] : [`${name}.${param}: does not fit ${JSON.stringify(known.schema)}`];
  });
}

/** The policies beside the rules must neither fail a run for a note nor, where rules need them, be switched off. */
function serviceProblems(rules: readonly Rule[], config: Section): readonly string[] {
  const levelOf = (name: string) => levelIn(config[name]) ?? levelIn(config["all"]);
  const joined = rules.some(
    ({ name, scope, level }) => scope === "stack" && (levelOf(name) ?? level) !== "disabled",
  );
  return services.flatMap((name) => {
    const given = levelOf(name);
    const source = levelIn(config[name]) === undefined ? "all" : name;
    if (given === "mandatory" || given === "remediate")
      return [`${source}: must not make ${name} ${given}, or notes fail the run; set "${name}": "advisory"`];
    if (given === "disabled" && name === servicePolicies.inventory && joined)
      return [
        `${source}: must not switch off ${name}, which rules on a stack need; set "${name}": "advisory"`,
      ];
    return [];
  });
}

const mustBeLevel = `must be one of ${levels.join(", ")}`;

/** The level that a section of a configuration sets. */
export function levelIn(section: unknown): EnforcementLevel | undefined {
  const level = isSection(section) ? section["enforcementLevel"] : section;
  return levels.includes(level) ? (level as EnforcementLevel) : undefined;
}

function isSection(value: unknown): value is Section {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
