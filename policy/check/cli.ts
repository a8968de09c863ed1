#!/usr/bin/env node
import { readFileSync, writeFileSync } from "node:fs";
import { Command, Option } from "commander";
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

interface Options {
  readonly format: "text" | "json" | "sarif";
  readonly config?: string;
  readonly env?: string;
  readonly state?: true;
  readonly output?: string;
  readonly stackRules: boolean;
}

/** A configuration with mistakes. */
class ConfigError extends Error {}

const program = new Command("platform")
  .description("The platform's rules, without an engine.")
  .showHelpAfterError();

program
  .command("check")
  .description("check Kubernetes manifests, or a Pulumi state or plan, against the rules of the pack")
  .argument("<path...>", "files and folders of YAML or JSON; - reads standard input")
  .addOption(
    new Option("--format <format>", "how to report").choices(["text", "json", "sarif"]).default("text"),
  )
  .option("--config <file>", "levels, parameters and exemptions by rule, as for --policy-pack-config")
  .option("--env <name>", "take the levels of policy/levels/<name>.json")
  .option("--state", "the files are Pulumi states (stack export) or plans (preview --json)")
  .option("--output <file>", "write the report there")
  .option("--no-stack-rules", "leave out rules that join several objects: for a part of a deployment")
  .action((paths: string[], options: Options) => {
    const environment = options.env === undefined ? {} : levelsFor(options.env, rules);
    const config = onLevels(environment, readConfig(options.config));
    const active = options.stackRules ? rules : rules.filter(({ scope }) => scope !== "stack");
    const report =
      options.state === true ? ofStates(paths, active, config) : ofManifests(paths, active, config);
    const text = { text: asText, json: asJson, sarif: (all: Report) => asSarif(all, active) }[options.format](
      report,
    );
    if (options.output === undefined) process.stdout.write(`${text}\n`);
    else writeFileSync(options.output, `${text}\n`);
    process.exitCode = exitCode(report);
  });

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

try {
  program.parse();
} catch (error) {
  const expected = [SourceError, StateError, ConfigError, LevelsError];
  if (!(error instanceof Error) || !expected.some((kind) => error instanceof kind)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
