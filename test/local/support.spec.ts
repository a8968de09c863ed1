import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { explainSystemError, UserError } from "../../local/support/errors.ts";
import { copyTree, readJson, writeFileAtomically } from "../../local/support/files.ts";
import { withLock } from "../../local/support/lock.ts";
import { elapsed } from "../../local/support/progress.ts";

describe("local support", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "aks-support-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
    rmSync(`${folder}.lock`, { recursive: true, force: true });
  });

  it("writes files for their owner only, and leaves no temporary one", () => {
    writeFileAtomically(join(folder, "secret"), "x");
    assert.equal(statSync(join(folder, "secret")).mode & 0o777, 0o600);
    assert.deepEqual(readdirSync(folder), ["secret"]);
  });

  it("tells a damaged file from an absent one", () => {
    const file = join(folder, "state.json");
    const schema = z.strictObject({ port: z.number() });
    assert.equal(readJson(file, schema), undefined);
    writeFileSync(file, '{"port": "x"');
    assert.throws(() => readJson(file, schema), {
      message: `${file} is damaged.`,
      fix: [
        "npm run local:down -- --force removes this environment, whatever its state",
        "npm run local:up makes it anew",
      ],
    });
  });

  it("copies a tree without its read-only marks", () => {
    const [from, to] = [join(folder, "from"), join(folder, "to")];
    mkdirSync(join(from, "inner"), { recursive: true });
    writeFileAtomically(join(from, "inner", "a"), "1", 0o400);
    copyTree(from, to);
    assert.equal(statSync(join(to, "inner", "a")).mode & 0o200, 0o200);
  });

  it("lets one at a time hold a lock, and says so to the other", async () => {
    await withLock(folder, "the thing", 0, async () => {
      await assert.rejects(
        withLock(folder, "the thing", 0, () => Promise.resolve()),
        {
          message: "Another command is using the thing.",
        },
      );
    });
    assert.equal(await withLock(folder, "the thing", 0, () => Promise.resolve(7)), 7);
    assert.ok(!existsSync(`${folder}.lock`));
  });

  for (const [code, message] of [
    ["ENOSPC", "The disk is full: could not write in /x."],
    ["EACCES", "No permission to write in /x."],
    ["EROFS", "No permission to write in /x."],
  ] as const) {
    it(`explains ${code}`, () => {
      const failure = Object.assign(new Error("raw"), { code });
      assert.throws(
        () => explainSystemError(failure, "write", "/x"),
        (error) => error instanceof UserError && error.message === message && error.fix.length === 1,
      );
    });
  }

  it("passes on what it cannot explain", () => {
    const failure = new Error("raw");
    assert.throws(() => explainSystemError(failure, "write", "/x"), failure);
  });

  it("words durations", () => {
    assert.equal(elapsed(1234), "1.2 s");
    assert.equal(elapsed(61_000), "1 min 01 s");
  });
});
