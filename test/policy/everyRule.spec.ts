import assert from "node:assert/strict";
import settings from "../../policy/config.json" with { type: "json" };
import { toPolicies } from "../../policy/lib/crossguard.ts";
import { rules } from "../../policy/rules/index.ts";
import { expected } from "../e2e/everyRule/expected.ts";
import changes from "../e2e/everyRule/pack.json" with { type: "json" };
import { resources } from "../e2e/everyRule/resources.ts";
import { Engine, type Config } from "./support/engine.ts";

/** The pack's configuration with the program's, as the engine joins them. */
function configuration(): Config {
  const [own, more]: readonly Config[] = [settings, changes];
  return Object.fromEntries(rules.map(({ name }) => [name, { ...own?.[name], ...more?.[name] }]));
}

describe("the program that breaks every rule", () => {
  for (const level of ["mandatory", "advisory"] as const)
    it(`has a violation of each ${level} rule in its list`, () => {
      const names = rules.filter((rule) => rule.level === level).map(({ name }) => name);
      assert.deepEqual(Object.keys(expected[level]).sort(), names.sort());
    });

  for (const [order, given] of Object.entries({
    "its own": resources,
    "the opposite": resources.toReversed(),
  }))
    it(`breaks each rule once, as its list says, and leaves nothing open, in ${order} order`, async () => {
      const engine = new Engine(toPolicies(rules), configuration());
      const reports: string[] = [];
      for (const resource of given)
        for (const report of await engine.analyze(resource))
          reports.push(report.replace(": ", ` @${resource.name}: `));
      reports.push(...(await engine.analyzeStack(given)));
      const list = Object.entries({ ...expected.mandatory, ...expected.advisory }).map(
        ([rule, { resource, message }]) => `${rule} @${resource.split(" ")[1] ?? ""}: ${message}`,
      );
      assert.deepEqual(reports.sort(), list.sort());
    });
});
