import assert from "node:assert/strict";
import { checkStack } from "../../policy/check/check.ts";
import { keysOf } from "../../policy/check/path.ts";
import settings from "../../policy/config.json" with { type: "json" };
import { toPolicies } from "../../policy/lib/crossguard.ts";
import type { Rule } from "../../policy/lib/rule.ts";
import { stackFrom } from "../../policy/lib/stack.ts";
import { rules } from "../../policy/rules/index.ts";
import { expected } from "../e2e/everyRule/expected.ts";
import changes from "../e2e/everyRule/pack.json" with { type: "json" };
import { resources } from "../e2e/everyRule/resources.ts";
import { Engine, urnOf, type Config, type Given } from "./support/engine.ts";
import { replace, unknownText } from "./support/objects.ts";

/** The pack's configuration with the program's, as the engine joins them. */
function configuration(): Config {
  const [own, more]: readonly Config[] = [settings, changes];
  return Object.fromEntries(rules.map(({ name }) => [name, { ...own?.[name], ...more?.[name] }]));
}

const violations = Object.entries({ ...expected.mandatory, ...expected.advisory }).map(
  ([rule, { resource, message }]) => ({ rule, name: resource.split(" ")[1] ?? "", message }),
);

/** What the engine prints, by policy and resource, in order. */
async function reports(given: readonly Given[], config: Config): Promise<readonly string[]> {
  const engine = new Engine(toPolicies(rules), config);
  const lines: string[] = [];
  for (const resource of given)
    for (const report of await engine.analyze(resource))
      lines.push(...byLine(report.replace(": ", ` @${resource.name}: `)));
  lines.push(...(await engine.analyzeStack(given)).flatMap(byLine));
  return lines.sort();
}

/** A note may be of several rules, one in a line. */
function byLine(report: string): readonly string[] {
  const head = report.slice(0, report.indexOf(": ") + 2);
  return report
    .slice(head.length)
    .split("\n")
    .map((line) => `${head}${line}`);
}

/** What one rule says of these resources. */
function check(rule: Rule, given: readonly Given[]) {
  const records = given.map((one) => ({
    ...one,
    urn: urnOf(one),
    props: one.inputs,
    protect: one.protect ?? false,
  }));
  return checkStack(stackFrom(records), [rule], configuration());
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
      const list = violations.map(({ rule, name, message }) => `${rule} @${name}: ${message}`);
      assert.deepEqual(await reports(given, configuration()), list.sort());
    });

  it("passes with an exemption for each rule, and tells of all of them", async () => {
    const exemption = { reason: "moves in June", owner: "team-shop", expires: "2099-06-30" };
    const exempt = violations.map(({ rule, name }) => {
      const exemptions = [{ resource: name, ...exemption }];
      return [rule, { ...configuration()[rule], exemptions }] as const;
    });
    const list = violations.map(
      ({ rule, name, message }) =>
        `exempted${rule.startsWith("stack-") ? "-stack" : ""} @${name}: ${message} ` +
        `(exempt until 2099-06-30 by team-shop: moves in June) (${rule})`,
    );
    assert.deepEqual(await reports(resources, Object.fromEntries(exempt)), list.sort());
  });
});

describe("what a rule found at a place it leaves open when that place is unknown", () => {
  /** Where the rest of the resource decides, whatever may be at the place. */
  const otherwise: Readonly<Record<string, readonly string[]>> = {
    "k8s-no-naked-pods": [
      "naked: kind: a Pod of its own is not replaced when it or its node fails. Create a Deployment, StatefulSet, DaemonSet or Job.",
    ],
    "k8s-helm-release-pinned": [
      "opaque: chart: known only after the update",
      "opaque: chart: a Release hides its objects from policies. Use a helm.sh/v4 Chart, or list this chart in allowOpaque.",
    ],
    "azure-tags-and-regions": [],
    "azure-protect-stateful": ["storage: options.protect: deletable with all it holds. Set protect to true."],
    "stack-single-autoscaler": [
      "torn-again: spec.scaleTargetRef.name: known only after the update",
      "secret-queue: spec.scaleTargetRef.name: known only after the update",
    ],
    "stack-azure-companions": [
      "vault: vaultName: no diagnostic setting collects AuditEvent. Add a DiagnosticSetting with these categories.",
    ],
    "stack-registry-pull-wiring": [
      "acr: registryName: nothing lets cluster aks pull from it. Assign AcrPull to its kubelet identity.",
    ],
  };

  for (const rule of rules)
    it(rule.name, () => {
      const [found] = check(rule, resources);
      assert.ok(found);
      const { path } = found.finding;
      const hidden = resources.map((resource) =>
        urnOf(resource) === found.urn
          ? { ...resource, inputs: Object(replace(resource.inputs, keysOf(path), unknownText)) as object }
          : resource,
      );
      assert.deepEqual(
        check(rule, hidden).map(({ resource, message }) => `${resource}: ${message}`),
        otherwise[rule.name] ?? [`${found.resource}: ${path}: known only after the update`],
      );
    });
});

describe("an empty resource", () => {
  const outcomes = (type: string) =>
    rules
      .flatMap((rule) => check(rule, [{ type, name: "empty", inputs: {} }]))
      .map(({ outcome, message }) => `${outcome} ${message}`);

  for (const type of new Set(resources.map((resource) => resource.type))) {
    it(`of type ${type} leaves nothing open`, () => {
      assert.deepEqual(
        outcomes(type).filter((line) => !line.startsWith("violation ")),
        [],
      );
    });

    if (type.startsWith("kubernetes:"))
      it(`of type ${type}Patch demands nothing`, () => {
        assert.deepEqual(
          outcomes(`${type}Patch`).filter((line) => line.startsWith("violation ")),
          [],
        );
      });
  }
});
