import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Stack } from "@pulumi/pulumi/automation/index.js";

/** Runs a CLI command that the Automation API does not have, on the stack. Rejects with what the CLI printed. */
export async function runCli(stack: Stack, args: readonly string[]): Promise<void> {
  const { pulumiCommand, workDir, envVars } = stack.workspace;
  await promisify(execFile)(
    pulumiCommand.command,
    [...args, "--yes", "--non-interactive", "--stack", stack.name],
    {
      cwd: workDir,
      env: { ...process.env, ...envVars },
      maxBuffer: 64 * 1024 * 1024,
    },
  );
}
