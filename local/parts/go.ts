import { spawn, spawnSync } from "node:child_process";
import { createInterface } from "node:readline";
import { z } from "zod";
import { UserError } from "../support/errors.ts";

/** The oldest Go that can build the parts. */
const oldest = [1, 25] as const;

/** How to get the local parts on this machine; shown when Go is missing. */
export const waysToGetParts = [
  "install Go 1.25 or newer: engine, control plane and kwok are then built from pinned modules, once",
] as const;

/** True when a usable Go is on the PATH. */
export function hasGo(): boolean {
  const version = goVersion();
  if (version === undefined) return false;
  const [major, minor] = version;
  return major > oldest[0] || (major === oldest[0] && minor >= oldest[1]);
}

function goVersion(): readonly [number, number] | undefined {
  const go = spawnSync("go", ["env", "GOVERSION"], { encoding: "utf8" });
  const match = /^go(\d+)\.(\d+)/.exec(go.status === 0 ? go.stdout.trim() : "");
  return match?.[1] === undefined || match[2] === undefined
    ? undefined
    : [Number(match[1]), Number(match[2])];
}

/** Fails with every way out when Go is missing or too old. */
export function requireGo(what: string): void {
  if (hasGo()) return;
  const found = goVersion();
  const state = found === undefined ? "Go is not on the PATH" : `Go ${found.join(".")} is too old`;
  throw new UserError(`${what} must be built, but ${state}.`, ...waysToGetParts);
}

/** Runs go; resolves with its stdout. `onLine` sees each line of stderr as it comes. */
export async function runGo(
  args: readonly string[],
  folder: string,
  onLine: (line: string) => void = () => undefined,
): Promise<string> {
  const child = spawn("go", args, { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
  const last: string[] = [];
  createInterface({ input: child.stderr }).on("line", (line) => {
    last.push(line);
    if (last.length > 12) last.shift();
    onLine(line);
  });
  let out = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (out += text));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject).on("close", resolve);
  });
  if (code === 0) return out;
  throw explainGoFailure(args[0] ?? "", last.join("\n") || out);
}

function explainGoFailure(command: string, output: string): UserError {
  if (/no space left on device/.test(output)) {
    return new UserError(
      "The disk is full: go could not finish.",
      "free about 6 GB (go clean -cache frees Go's own cache), then repeat the command: it continues where it stopped",
    );
  }
  if (/dial tcp|i\/o timeout|no such host|proxyconnect|connection refused/.test(output)) {
    return new UserError(
      `The Go module proxy could not be reached:\n${output}`,
      "check the network and GOPROXY, then repeat the command: it continues where it stopped",
    );
  }
  if (/killed/.test(output)) {
    return new UserError(
      "go was stopped by the system, most likely for lack of memory.",
      "close other programs (4 GiB are enough), then repeat the command: it continues where it stopped",
    );
  }
  return new UserError(`go ${command} failed:\n${output}`, "repeat the command: finished parts are kept");
}

const downloadSchema = z.object({ Dir: z.string() });

/** Folder of a module that the go.mod in `folder` pins; its content is checked against go.sum. */
export async function moduleFolder(module: string, folder: string): Promise<string> {
  return downloadSchema.parse(JSON.parse(await runGo(["mod", "download", "-json", module], folder))).Dir;
}
