import { enableCompileCache } from "node:module";
import { Command, Option } from "commander";
import type { LanguageHost } from "./engine/hostProcess.ts";
import { describe } from "./support/errors.ts";
import { nodeCache } from "./support/paths.ts";

// Half of the time a command takes to load.
enableCompileCache(nodeCache("cli"));

/** The `local:*` commands. Each is loaded when it is called, so that `status` does not wait for the engine's SDK. */
const program = new Command("local")
  .description("Runs the whole program on this machine: real engine, real API server, emulated Azure.")
  .showHelpAfterError();

const environment = new Option("--env <name>", "environment: a Pulumi.<name>.yaml").default("local");

program
  .command("up")
  .description("bring an environment up")
  .addOption(environment)
  .option("--kubeconfig <file>", "use a cluster you have instead of the built control plane")
  .option("--context <name>", "the context in that file; never guessed")
  .option("--refresh", "look for drift first, and mend it")
  .action(async (options: { env: string; kubeconfig?: string; context?: string; refresh?: boolean }) => {
    using host = await earlyHost();
    await (await import("./commands/up.ts")).up(options, host);
  });

program
  .command("preview")
  .description("show what up would change, checked by policy")
  .addOption(environment)
  .option("--diff", "show every property that changes")
  .option("--refresh", "compare with what is there, to show drift")
  .action(async (options: { env: string; diff?: boolean; refresh?: boolean }) => {
    using host = await earlyHost();
    await (await import("./commands/preview.ts")).preview(options, host);
  });

program
  .command("status")
  .description("show what runs, and where")
  .addOption(environment)
  .option("--json", "for scripts")
  .action(async (options: { env: string; json?: boolean }) => {
    await (await import("./commands/status.ts")).status(options);
  });

program
  .command("down")
  .description("destroy an environment and stop everything")
  .addOption(environment)
  .option("--force", "remove it whatever its state, without destroying it first")
  .option("--purge", "also empty the caches: the next up builds everything again")
  .action(async (options: { env: string; force?: boolean; purge?: boolean }) => {
    await (await import("./commands/down.ts")).down(options);
  });

program
  .command("kubeconfig")
  .description("print the path of the environment's kubeconfig")
  .addOption(environment)
  .action(async (options: { env: string }) => {
    (await import("./commands/kubeconfig.ts")).kubeconfig(options);
  });

/** The language host of a built engine: it loads while its command does. */
async function earlyHost(): Promise<LanguageHost | undefined> {
  const { builtEngineIsAtHand } = await import("./engine/find.ts");
  if (!builtEngineIsAtHand()) return undefined;
  return (await import("./engine/hostProcess.ts")).startLanguageHost();
}

try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(`${describe(error)}\n`);
  if (process.env["DEBUG"] !== undefined) console.error(error);
  process.exitCode = 1;
}
