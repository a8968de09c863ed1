import { existsSync, readFileSync } from "node:fs";
import type { EnforcementLevel } from "@pulumi/policy";
import { configProblems } from "./config.ts";
import type { Rule } from "./rule.ts";

/** Levels by rule name; a rule that is not named keeps its own. */
export type Levels = Readonly<Record<string, EnforcementLevel>>;

/** A file of levels with mistakes. */
export class LevelsError extends Error {}

/**
 * The levels of an environment, from `policy/levels/<environment>.json`; none for an environment without that file.
 *
 * @throws LevelsError naming every mistake in the file, so that a misspelt rule never runs at another level.
 */
export function levelsFor(
  environment: string,
  rules: readonly Rule[],
  folder = new URL("../levels/", import.meta.url),
): Levels {
  const file = new URL(`${environment}.json`, folder);
  if (!/^[\w-]+$/.test(environment) || !existsSync(file)) return {};
  const levels = parse(readFileSync(file, "utf8"));
  const problems = levelsProblems(rules, levels);
  if (problems.length > 0)
    throw new LevelsError([`policy/levels/${environment}.json:`, ...problems].join("\n  "));
  return levels as Levels;
}

/**
 * A configuration for the pack to bring along. Each section names its level: without one, the protocol would make
 * every rule that has parameters advisory.
 */
export function withLevels(
  rules: readonly Rule[],
  config: Readonly<Record<string, object>>,
): Record<string, { enforcementLevel: EnforcementLevel }> {
  return Object.fromEntries(
    rules.flatMap(({ name, level }) => {
      const section = config[name];
      return section === undefined ? [] : [[name, { enforcementLevel: level, ...section }] as const];
    }),
  );
}

/** What is wrong with a file of levels: the mistakes of a configuration, and anything that is no level. */
export function levelsProblems(rules: readonly Rule[], levels: unknown): readonly string[] {
  const sections = typeof levels === "object" && levels !== null ? Object.entries(levels) : [];
  return [
    ...configProblems(rules, levels),
    ...sections.flatMap(([name, value]: [string, unknown]) =>
      typeof value === "object"
        ? [`${name}: a file of levels holds levels only; parameters belong to a configuration`]
        : [],
    ),
  ];
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
