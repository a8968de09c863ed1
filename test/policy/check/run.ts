import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { mock } from "node:test";
import { checkCommand } from "../../../policy/check/command.ts";

/** Gives each test of a suite an empty folder to work in. */
export function workInFolder(): void {
  const home = process.cwd();
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "check-"));
    process.chdir(folder);
  });
  afterEach(() => {
    process.chdir(home);
    rmSync(folder, { recursive: true });
  });
}

export function write(file: string, content: string | object): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
}

/** `platform check` with these arguments, in this process. */
export async function check(...args: readonly string[]) {
  const [out, err] = [process.stdout, process.stderr].map((stream) => {
    const parts: string[] = [];
    const { mock: stub } = mock.method(stream, "write", (part: string) => parts.push(part) > 0);
    return { parts, stub };
  });
  try {
    await checkCommand().parseAsync(args, { from: "user" });
  } finally {
    out?.stub.restore();
    err?.stub.restore();
  }
  const status = process.exitCode;
  process.exitCode = undefined;
  const lines = out?.parts.join("").split("\n") ?? [];
  return { status, out: lines.slice(0, -1), err: err?.parts.join("") ?? "" };
}
