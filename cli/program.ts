/** The `platform` command and its subcommands, each in a file of its own. */

import { Command } from "commander";
import { checkCommand } from "../policy/check/command.ts";
import { calendarCommand } from "./calendar/command.ts";
import { exit } from "./exit.ts";

/** The subcommands. Each loads what it needs when it is called, so that one does not wait for another's libraries. */
const commands = [checkCommand, calendarCommand];

/** The program, ready to parse. */
export function createProgram(): Command {
  const program = new Command("platform")
    .description("What the platform knows without an engine.")
    .showHelpAfterError()
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? exit.fine : exit.usage));
  for (const create of commands) program.addCommand(create().copyInheritedSettings(program));
  return program;
}
