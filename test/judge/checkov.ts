/** checkov as a judge from outside: what it says of Kubernetes manifests. */

import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const recordSchema = z.object({ check_id: z.string(), check_name: z.string(), resource: z.string() });
const recordsSchema = z.array(recordSchema);
const reportSchema = z.object({
  results: z.object({
    passed_checks: recordsSchema,
    failed_checks: recordsSchema,
    skipped_checks: recordsSchema,
    parsing_errors: z.array(z.string()),
  }),
});

/** One check on one resource. */
export interface CheckResult {
  /** E.g. `CKV_K8S_43`. */
  readonly check: string;
  readonly name: string;
  /** E.g. `Deployment.todo.todo-api`. */
  readonly resource: string;
}

export interface CheckovReport {
  readonly passed: readonly CheckResult[];
  readonly failed: readonly CheckResult[];
  /** Left out because of an annotation on the object. */
  readonly skipped: readonly CheckResult[];
  /** Files checkov could not read. */
  readonly unreadable: readonly string[];
}

/** Where no call can leave the machine: nothing is asked of anybody, nor told. */
const nowhere = "http://127.0.0.1:9";

/** Runs all of checkov's checks of Kubernetes manifests over a folder, offline, by the environment's Python. */
export async function runCheckov(python: string, folder: string): Promise<CheckovReport> {
  const output = await run(python, [
    ...["-m", "checkov.main", "--directory", folder, "--framework", "kubernetes"],
    ...["--output", "json", "--compact", "--skip-download", "--soft-fail"],
  ]);
  const { results } = reportSchema.parse(JSON.parse(output));
  return {
    passed: results.passed_checks.map(resultOf),
    failed: results.failed_checks.map(resultOf),
    skipped: results.skipped_checks.map(resultOf),
    unreadable: results.parsing_errors,
  };
}

function resultOf({ check_id, check_name, resource }: z.infer<typeof recordSchema>): CheckResult {
  return { check: check_id, name: check_name, resource };
}

/** Ids of all checks of all frameworks; from checkov's sources, as listing them takes it half a minute. */
export async function knownChecks(python: string): Promise<ReadonlySet<string>> {
  const folder = (await run(python, ["-c", "import checkov; print(*checkov.__path__)"])).trim();
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const ids = files
    .filter((file) => /\.(py|json|yaml)$/.test(file))
    .flatMap((file) => [...readFileSync(join(folder, file), "utf8").matchAll(identified)])
    .map(([, id = ""]) => id);
  return new Set(ids);
}

const identified = /\b(?:check_)?id["']?\s*[:=]\s*["'](CKV2?_[A-Z0-9]+_\d+)["']/g;

async function run(python: string, args: readonly string[]): Promise<string> {
  const env = { ...process.env, HTTP_PROXY: nowhere, HTTPS_PROXY: nowhere, NO_PROXY: "" };
  const child = spawn(python, args, { env, stdio: ["ignore", "pipe", "pipe"] });
  let [out, errors] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => (out += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (errors += text));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject).on("close", resolve);
  });
  if (code !== 0)
    throw new Error(`python ${args.slice(0, 2).join(" ")} ended with ${String(code)}: ${errors.trim()}`);
  return out;
}
