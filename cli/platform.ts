#!/usr/bin/env node
import { enableCompileCache } from "node:module";
import { fileURLToPath } from "node:url";

// Half of the time a command takes to load.
enableCompileCache(fileURLToPath(new URL("../node_modules/.cache/aks-platform-cli", import.meta.url)));
const [{ createProgram }, { ConfigError }, { exit, UsageError }] = await Promise.all([
  import("./program.ts"),
  import("../config/problems.ts"),
  import("./exit.ts"),
]);

try {
  await createProgram().parseAsync();
} catch (error) {
  if (!(error instanceof UsageError) && !(error instanceof ConfigError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = exit.usage;
}
