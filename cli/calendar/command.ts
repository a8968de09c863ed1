import { Command } from "commander";
import { utcDay } from "../../config/day.ts";
import type { CalendarOptions } from "./run.ts";

/** `platform calendar`. Exit code 1: something that is used has ended, or does not go with its Kubernetes. */
export function calendarCommand(): Command {
  return new Command("calendar")
    .description("show until when what the environments use is supported, and what comes after")
    .option("--env <name>", "only this environment")
    .option("--on <day>", "look at it from another day, YYYY-MM-DD", utcDay(new Date()))
    .option("--matrix", "also show which Kubernetes goes with what")
    .option("--json", "for scripts")
    .action(async (options: CalendarOptions) => {
      const { calendar } = await import("./run.ts");
      process.exitCode = calendar(options);
    });
}
