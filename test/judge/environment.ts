/** The judge's own Python environment: pinned packages, made once, shared by every checkout. */

import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { explainSystemError, UserError } from "../../local/support/errors.ts";
import { withLock } from "../../local/support/lock.ts";
import { cacheFolder, makePrivateFolder } from "../../local/support/paths.ts";
import type { Progress } from "../../local/support/progress.ts";

/** What pip is told to install: every package with its version and hashes, nothing else. */
const requirements = join(import.meta.dirname, "requirements.txt");

/** Minor versions of Python 3 that the requirements are resolved for. */
const [oldest, newest] = [11, 14];

const way = `install Python 3.${oldest} to 3.${newest} with its venv module (on Debian: apt-get install python3 python3-venv)`;

/** Prints what an environment depends on besides its packages; fails where it could not be made. */
const probe = "import sys, ensurepip, venv; print(*sys.version_info[:2], sys.base_prefix)";

/** The Python on the PATH, as `minor` version and what tells it from others. */
function findPython(): string {
  const { error, status, stdout, stderr } = spawnSync("python3", ["-c", probe], { encoding: "utf8" });
  if (error !== undefined) throw new UserError("checkov needs Python, and python3 is not on the PATH.", way);
  if (status !== 0)
    throw new UserError(
      `checkov needs an environment of its own, and python3 cannot make one: ${stderr.trim().split("\n").at(-1) ?? ""}`,
      way,
    );
  const minor = Number(stdout.split(" ")[1]);
  if (!stdout.startsWith("3 ") || minor < oldest || minor > newest)
    throw new UserError(
      `checkov's packages are not pinned for Python ${stdout.split(" ").slice(0, 2).join(".")}.`,
      way,
    );
  return stdout.trim();
}

/**
 * The Python of the judge's environment. What is not cached is made in a temporary folder that is renamed when it is
 * whole, so a killed installation leaves nothing that could be run. Its scripts would name that temporary folder: run
 * modules (`python -m`) instead.
 */
export async function judgePython(progress: Progress): Promise<string> {
  const hash = createHash("sha256").update(readFileSync(requirements)).update(findPython());
  const target = join(cacheFolder(), "judge", hash.digest("hex").slice(0, 12));
  const python = join(target, "bin", "python");
  if (existsSync(python)) return python;
  await withLock(join(cacheFolder(), "judge"), "the judge's environment", 1200, async () => {
    if (!existsSync(python)) await progress.phase("install checkov (once)", () => install(target));
  });
  return python;
}

async function install(target: string): Promise<void> {
  const work = `${target}.tmp`;
  rmSync(work, { recursive: true, force: true });
  makePrivateFolder(work);
  try {
    await run("python3", ["-m", "venv", work]);
    await run(join(work, "bin", "python"), [
      ...["-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"],
      // Exactly what the file lists; no package runs code of its own to be installed; compiled when first loaded.
      ...["--require-hashes", "--no-deps", "--only-binary", ":all:", "--no-compile"],
      ...["--requirement", requirements],
    ]);
    renameSync(work, target);
  } catch (error) {
    explainSystemError(error, "install checkov", work);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

async function run(command: string, args: readonly string[]): Promise<void> {
  const child = spawn(command, args, { stdio: ["ignore", "ignore", "pipe"] });
  let errors = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (errors += text));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject).on("close", resolve);
  });
  if (code === 0) return;
  throw new UserError(
    `The judge's environment could not be made:\n${errors.trim()}`,
    "check the network and pip's own settings, then repeat the command: what was downloaded is kept",
  );
}
