import { readdirSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import type { EnforcementLevel } from "@pulumi/policy";
import { configProblems } from "./config.ts";
import type { Rule } from "./rule.ts";

/** Levels by rule name; a rule that is not named keeps its own. */
export type Levels = Readonly<Record<string, EnforcementLevel>>;

/** An environment without a file of levels, or a file with mistakes. */
export class LevelsError extends Error {}

const ownFolder = new URL("../levels/", import.meta.url);

/** The environments that have a file of levels. */
export function environments(folder = ownFolder): readonly string[] {
  return readdirSync(folder)
    .map((file) => basename(file, ".json"))
    .sort();
}

/**
 * The levels of an environment, from `policy/levels/<environment>.json`.
 *
 * @throws LevelsError naming every mistake in the file, so that a misspelt rule never runs at another level, or the
 * environments that have one.
 */
export function levelsFor(environment: string, rules: readonly Rule[], folder = ownFolder): Levels {
  const known = environments(folder);
  if (!known.includes(environment))
    throw new LevelsError(`${environment}: no levels for this environment; there are ${known.join(", ")}.`);
  const levels = parse(readFileSync(new URL(`${environment}.json`, folder), "utf8"));
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
