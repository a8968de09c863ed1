import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UserError } from "../../local/support/errors.ts";
import { Progress } from "../../local/support/progress.ts";
import { judgePython } from "./environment.ts";

const way =
  "install Python 3.11 to 3.14 with its venv module (on Debian: apt-get install python3 python3-venv)";

describe("the judge's environment", () => {
  const before = process.env["PATH"];
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "judge-"));
    process.env["PATH"] = folder;
  });

  afterEach(() => {
    process.env["PATH"] = before;
    rmSync(folder, { recursive: true });
  });

  const refusals: readonly (readonly [what: string, script: string | undefined, message: string])[] = [
    ["no Python", undefined, "checkov needs Python, and python3 is not on the PATH."],
    ["an old Python", "echo 3 9 /usr", "checkov's packages are not pinned for Python 3.9."],
    [
      "a Python that makes no environments",
      "echo \"ModuleNotFoundError: No module named 'ensurepip'\" >&2; exit 1",
      "checkov needs an environment of its own, and python3 cannot make one: ModuleNotFoundError: No module named 'ensurepip'",
    ],
  ];
  for (const [what, script, message] of refusals)
    it(`is refused, with the way out, for ${what}`, async () => {
      if (script !== undefined)
        writeFileSync(join(folder, "python3"), `#!/bin/sh\n${script}\n`, { mode: 0o700 });
      await assert.rejects(judgePython(new Progress()), (error) => {
        assert.ok(error instanceof UserError);
        assert.deepEqual([error.message, error.fix], [message, [way]]);
        return true;
      });
    });
});
