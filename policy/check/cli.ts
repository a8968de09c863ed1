#!/usr/bin/env node
import { Command } from "commander";
import { checkCommand } from "./command.ts";

const program = new Command("platform")
  .description("The platform's rules, without an engine.")
  .showHelpAfterError()
  // A call that makes no sense is neither a clean result nor a finding.
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2));
program.addCommand(checkCommand().copyInheritedSettings(program));
await program.parseAsync();
