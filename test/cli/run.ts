/** Runs the `platform` command as a user does, in a process of its own. */

import { spawnSync } from "node:child_process";
import { join } from "node:path";

const program = join(import.meta.dirname, "../../cli/platform.ts");

export function platform(args: readonly string[], input = "") {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    input,
    encoding: "utf8",
  });
  return { status, out: stdout.trimEnd().split("\n"), err: stderr.trimEnd().split("\n") };
}
