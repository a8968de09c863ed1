import { execFile, spawn } from "node:child_process";
import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import manifest from "../../../package.json" with { type: "json" };
import { findEngine } from "../../../local/engine/engine.ts";
import { RunLog } from "../../../local/engine/events.ts";
import { startLanguageHost } from "../../../local/engine/hostProcess.ts";
import { openStack } from "../../../local/engine/stack.ts";
import { upcoming } from "../../../local/engine/upcoming.ts";
import { makePrivateFolder, places, root, type Places } from "../../../local/support/paths.ts";
import { Progress } from "../../../local/support/progress.ts";

const run = promisify(execFile);
const pack = "node_modules/@aks-platform/policy";

/** What a command printed, and its exit code. */
export interface Printed {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A project of its own in an empty folder, which knows this repository by the published package alone. */
export class OutsideProject {
  readonly #at: Places;

  private constructor(at: Places) {
    this.#at = at;
  }

  /** Builds and packs the package, and installs it as `npm install` does for anybody. */
  static async create(folder: string): Promise<OutsideProject> {
    const at = places("outside", folder);
    makePrivateFolder(at.project);
    for (const name of ["Pulumi.yaml", "index.ts", "settings.yaml"])
      cpSync(join(import.meta.dirname, name), join(at.project, name));
    writeFileSync(join(at.project, "package.json"), '{ "private": true, "type": "module" }\n');
    const built = join(folder, "built");
    await run(process.execPath, [join(root, "policy/tools/build.ts"), built]);
    const { stdout } = await run("npm", ["pack", built, "--json"], { cwd: folder });
    const [packed] = JSON.parse(stdout) as [{ readonly filename: string }];
    await run(
      "npm",
      [
        ...["install", "--prefer-offline", "--ignore-scripts", "--no-audit", "--no-fund"],
        ...[
          join(folder, packed.filename),
          `@pulumi/kubernetes@${manifest.dependencies["@pulumi/kubernetes"]}`,
        ],
      ],
      { cwd: at.project },
    );
    return new OutsideProject(at);
  }

  /** Previews the program under the installed pack. `key` is what the ConfigMap calls its entry. */
  async preview(key: string): Promise<{ readonly log: RunLog; readonly error: unknown }> {
    using host = startLanguageHost();
    host.prepare(upcoming(this.#at, { preload: { program: [], policy: [] } }));
    using session = await openStack(this.#at, await findEngine(new Progress()), host);
    const { stack } = session;
    await stack.setConfig("key", { value: key });
    const log = new RunLog(() => undefined);
    const error: unknown = await stack
      .preview({ policyPacks: [pack], color: "never", onEvent: log.onEvent })
      .then(
        () => undefined,
        (reason: unknown) => reason,
      );
    return { log, error };
  }

  /** Runs a command in the project's folder. */
  command(file: string, args: readonly string[], input = ""): Promise<Printed> {
    const child = spawn(file, args, { cwd: this.#at.project, stdio: "pipe" });
    let [stdout, stderr] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    child.stdin.end(input);
    return new Promise((resolve, reject) => {
      child.on("error", reject);
      child.on("close", (code) => {
        resolve({ code, stdout, stderr });
      });
    });
  }
}
