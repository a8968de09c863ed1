import { Command, Option } from "commander";
import type { CheckOptions } from "./run.ts";

/**
 * `check` for a commander program. The rules are loaded when it is called, so that a program with other commands
 * starts without them. Exit code 1: a mandatory rule refuses something; 2: a file or name that cannot be used.
 */
export function checkCommand(): Command {
  return new Command("check")
    .description("check Kubernetes manifests, or a Pulumi state or plan, against the rules of the pack")
    .argument("<path...>", "files and folders of YAML or JSON; - reads standard input")
    .addOption(
      new Option("--format <format>", "how to report").choices(["text", "json", "sarif"]).default("text"),
    )
    .option("--config <file>", "levels, parameters and exemptions by rule, as for --policy-pack-config")
    .option("--env <name>", "take the levels of an environment, from levels/<name>.json of the pack")
    .option("--state", "the files are Pulumi states (stack export) or plans (preview --json)")
    .option("--output <file>", "write the report there")
    .option("--no-stack-rules", "leave out rules that join several objects: for a part of a deployment")
    .action(async (paths: string[], options: CheckOptions) => {
      const { check } = await import("./run.ts");
      process.exitCode = check(paths, options);
    });
}
