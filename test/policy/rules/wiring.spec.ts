import assert from "node:assert/strict";
import type { Finding } from "../../../policy/lib/finding.ts";
import { asInPreview } from "../../../policy/lib/preview.ts";
import { stackFrom } from "../../../policy/lib/stack.ts";
import { wiringRules } from "../../../policy/rules/stack/wiring.ts";
import { change, unknownText } from "../support/objects.ts";
import type { Resources } from "../support/run.ts";
import { autoscaler, wired } from "../support/wiring.ts";

const resources = wired({}, [autoscaler({ minReplicas: 2, maxReplicas: 5 })]);

/** Dotted paths of everything in a value; keys with dots in them cannot be written so. */
function pathsOf(value: unknown, path: readonly string[] = []): readonly string[] {
  const below = typeof value === "object" && value !== null ? Object.entries(value) : [];
  const deeper = below
    .filter(([key]) => !key.includes("."))
    .flatMap(([key, child]) => pathsOf(child, [...path, key]));
  return path.length === 0 ? deeper : [path.join("."), ...deeper];
}

function record([type, name, props]: Resources[number]) {
  return { urn: name, type, name, props: asInPreview(props) };
}

/** Runs all rules with each value of the stack in turn replaced. */
function replaceEach(value: unknown, check: (findings: readonly Finding[], where: string) => void): void {
  for (const [index, [type, name, props]] of resources.entries())
    for (const path of pathsOf(props)) {
      const changed = resources.with(index, [type, name, change({ ...props }, { [path]: value })]);
      const stack = stackFrom(changed.map(record));
      for (const rule of wiringRules) check(rule.check(stack), `${rule.name}: ${name} ${path}`);
    }
}

describe("the rules on wiring", () => {
  it("never take a value that is not known for a violation", () => {
    replaceEach(unknownText, (findings, where) => {
      const violations = findings.filter(({ verdict }) => verdict === "violation");
      assert.deepEqual(violations, [], where);
    });
  });

  it("never throw", () => {
    for (const odd of [7, [null], { odd: [] }]) replaceEach(odd, () => undefined);
  });
});
