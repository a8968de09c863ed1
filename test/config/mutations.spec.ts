import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv } from "ajv";
import fc from "fast-check";
import { inspect, type Inspection } from "../../config/load.ts";
import { isError, render } from "../../config/problems.ts";
import { tenantSchema } from "../../config/schema/tenant.ts";
import { parseFile } from "../../config/tenant/load.ts";
import { plain } from "../../config/tree.ts";
import { effort } from "../support/effort.ts";
import { everyField } from "./everyField.ts";
import { compliant, runtimeValues, stackFile, tenantFile, today } from "./fixture.ts";
import { at, change, damage, pathsOf, put, read, refused, write } from "./mutations.ts";
import { assertSound } from "./soundness.ts";

const base = read(everyField);
const isFormOf = new Ajv({ strict: false }).compile(tenantSchema());

describe("config: mutated tenants", () => {
  let root = "";
  before(() => {
    root = mkdtempSync(join(tmpdir(), "aks-platform-mutations-"));
    for (const file of [stackFile, "Pulumi.prod.yaml"])
      writeFileSync(join(root, file), compliant[file] ?? "");
  });
  after(() => {
    rmSync(root, { recursive: true });
  });

  const values = runtimeValues(compliant[stackFile] ?? "");
  const look = (text: string): Inspection =>
    inspect({ root, stack: "dev", values, today }, () => [parseFile({ name: tenantFile, text })]);

  /** What is let through is sound, and editors agree; what is not has places and words. */
  function judge(text: string): void {
    const { configuration, problems } = look(text);
    if (configuration) {
      configuration.tenants.forEach(assertSound);
      const { tree } = parseFile({ name: tenantFile, text });
      assert.ok(tree && isFormOf(plain(tree)), `editors object: ${JSON.stringify(isFormOf.errors)}\n${text}`);
    } else {
      for (const { file, line, column, wrong, fix } of problems.filter(isError)) {
        assert.equal(file, tenantFile);
        assert.ok((line ?? 0) >= 1 && (column ?? 0) >= 1 && wrong !== "" && fix.endsWith("."));
      }
    }
  }

  it("start from one that is let through", () => {
    assert.deepEqual(look(everyField).problems.map(render), []);
    judge(write(base));
  });

  const paths = pathsOf(base).filter((path) => path.join(".") !== "environments.dev.jobs.clean");
  for (const { title, fits, spoil } of refused) {
    it(`are refused wherever they have ${title}`, () => {
      const hit = paths.filter((path) => fits(path.join("."), at(base, path) ?? null));
      assert.ok(hit.length > 10, `${hit.length} places`);
      for (const path of hit) {
        const { configuration } = look(write(put(base, path, spoil)));
        assert.equal(configuration, undefined, `let through: ${title} at ${path.join(".")}`);
      }
    });
  }

  it("are sound or refused, whatever was changed", () => {
    const changed = fc.oneof(change(base), change(base).chain(change));
    fc.assert(
      fc.property(changed, (value) => {
        judge(write(value));
      }),
      { numRuns: 150 * effort },
    );
  });

  it("are sound or refused, whatever befell their text", () => {
    fc.assert(fc.property(damage(everyField), judge), { numRuns: 100 * effort });
  });
});
