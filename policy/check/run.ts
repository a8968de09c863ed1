import { readFileSync, writeFileSync } from "node:fs";
import { configProblems } from "../lib/config.ts";
import { levelsFor, LevelsError } from "../lib/levels.ts";
import { rules } from "../rules/index.ts";
import { checkStack } from "./check.ts";
import { onLevels, type Config } from "./levels.ts";
import { readManifests } from "./manifests.ts";
import { asJson, asText, exitCode, type Report } from "./report.ts";
import { asSarif } from "./sarif.ts";
import { readSources, SourceError } from "./sources.ts";
import { readState, StateError } from "./state.ts";

/** The options of `platform check`. */
export interface CheckOptions {
  readonly format: "text" | "json" | "sarif";
  readonly config?: string;
  readonly env?: string;
  readonly state?: true;
  readonly output?: string;
  readonly stackRules: boolean;
}

/** A configuration with mistakes. */
class ConfigError extends Error {}

/** Writes the report, or to standard error what cannot be read. @returns The exit code. */
export function check(paths: readonly string[], options: CheckOptions): 0 | 1 | 2 {
  try {
    return report(paths, options);
  } catch (error) {
    const expected = [SourceError, StateError, ConfigError, LevelsError];
    if (!(error instanceof Error) || !expected.some((kind) => error instanceof kind)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 2;
  }
}

function report(paths: readonly string[], options: CheckOptions): 0 | 1 | 2 {
  const environment = options.env === undefined ? {} : levelsFor(options.env, rules);
  const config = onLevels(environment, readConfig(options.config));
  const active = options.stackRules ? rules : rules.filter(({ scope }) => scope !== "stack");
  const found = options.state === true ? ofStates(paths, active, config) : ofManifests(paths, active, config);
  const text = { text: asText, json: asJson, sarif: (all: Report) => asSarif(all, active) }[options.format](
    found,
  );
  if (options.output === undefined) process.stdout.write(`${text}\n`);
  else writeFileSync(options.output, `${text}\n`);
  return exitCode(found);
}

function ofManifests(paths: readonly string[], active: typeof rules, config: Config): Report {
  const files = readSources(paths).map(readManifests);
  const manifests = files.flatMap((file) => file.manifests);
  const byUrn = new Map(manifests.map((manifest) => [manifest.urn, manifest]));
  return {
    checked: manifests.length,
    results: checkStack({ objects: manifests, azure: [] }, active, config),
    faults: files.flatMap((file) => file.faults),
    placeOf: ({ urn, finding }) => byUrn.get(urn)?.placeOf(finding.path),
  };
}

function ofStates(paths: readonly string[], active: typeof rules, config: Config): Report {
  const stacks = readSources(paths).map(({ file, text }) => readState(file, text));
  return {
    checked: stacks.reduce((sum, { objects, azure }) => sum + objects.length + azure.length, 0),
    results: stacks.flatMap((stack) => checkStack(stack, active, config)),
    faults: [],
    placeOf: () => undefined,
  };
}

function readConfig(file: string | undefined): Config {
  if (file === undefined) return {};
  let config: unknown;
  try {
    config = JSON.parse(readFileSync(file, "utf8"));
  } catch {
    throw new ConfigError(`${file}: is no readable JSON.`);
  }
  const problems = configProblems(rules, config);
  if (problems.length > 0) throw new ConfigError(problems.map((problem) => `${file}: ${problem}`).join("\n"));
  return config as Config;
}
