import assert from "node:assert/strict";
import { minReplicas as rule } from "../../../policy/rules/kubernetes/min-replicas.ts";
import { unknownText } from "../support/objects.ts";
import { rolling } from "../support/reliability.ts";
import { broken, open, run, silent } from "../support/run.ts";

const type = "kubernetes:apps/v1:Deployment";
const stateful = "kubernetes:apps/v1:StatefulSet";

function says(least: number): string {
  return `spec.replicas: below ${least}. Run at least ${least}, or leave it out where an autoscaler sets it.`;
}

function check(replicas: unknown, config?: unknown) {
  return run(rule, type, rolling({ "spec.replicas": replicas }), config);
}

describe("k8s-min-replicas", () => {
  it("accepts two replicas and those of an autoscaler", () => {
    assert.deepEqual(check(2), silent);
    assert.deepEqual(check(undefined), silent);
  });

  for (const replicas of [0, 1, "1"])
    it(`refuses ${JSON.stringify(replicas)}`, () => {
      assert.deepEqual(check(replicas), broken(says(2)));
    });

  it("refuses what is no number", () => {
    const fix = "Run at least 2, or leave it out where an autoscaler sets it.";
    for (const replicas of ["many", {}, [2]])
      assert.deepEqual(check(replicas), broken(`spec.replicas: is no number. ${fix}`));
  });

  it("takes the minimum from the configuration, by namespace where one is named", () => {
    assert.deepEqual(check(2, { min: 3 }), broken(says(3)));
    assert.deepEqual(check(1, { min: 3, perNamespace: { shop: 1 } }), silent);
    assert.deepEqual(check(2, { perNamespace: { shop: 3 } }), broken(says(3)));
    assert.deepEqual(check(2, { perNamespace: { other: 3 } }), silent);
    assert.deepEqual(check(1, { perNamespace: { shop: "none" } }), broken(says(2)));
  });

  it("counts by namespace in numbers that can be, or falls back to min", () => {
    const fallsBack = (perNamespace: unknown) => check(1, { min: 1, perNamespace }).violations.length === 0;
    assert.equal(fallsBack({ shop: 2 }), false);
    assert.equal(fallsBack({ edge: 0, shop: 2 }), false);
    for (const odd of [{ shop: "2" }, { edge: -1, shop: 2 }, { edge: "1", shop: 2 }, null, 2])
      assert.equal(fallsBack(odd), true, JSON.stringify(odd));
  });

  it("leaves open what an unknown namespace decides, and only that", () => {
    const at = (replicas: number) =>
      rolling({ "metadata.namespace": unknownText, "spec.replicas": replicas });
    const config = { perNamespace: { shop: 3, edge: 1 } };
    const hidden = open("metadata.namespace: known only after the update");
    assert.deepEqual(run(rule, type, at(0), config), broken(says(1)));
    assert.deepEqual(run(rule, type, at(1), config), hidden);
    assert.deepEqual(run(rule, type, at(2), config), hidden);
    assert.deepEqual(run(rule, type, at(3), config), silent);
    assert.deepEqual(run(rule, type, at(1)), broken(says(2)));
  });

  it("looks at StatefulSets only when told to", () => {
    const one = rolling({ "spec.replicas": 1 });
    assert.deepEqual(run(rule, stateful, one), silent);
    assert.deepEqual(run(rule, stateful, one, { statefulSets: true }), broken(says(2)));
  });

  it("leaves open an unknown number and a patch that leaves it alone", () => {
    assert.deepEqual(check(unknownText), open("spec.replicas: known only after the update"));
    assert.deepEqual(run(rule, `${type}Patch`, { spec: {} }), silent);
    assert.deepEqual(run(rule, `${type}Patch`, { spec: { replicas: 1 } }), broken(says(2)));
  });

  it("has nothing to say of empty objects and other kinds", () => {
    assert.deepEqual(run(rule, type, {}), silent);
    assert.deepEqual(run(rule, type, { spec: [] }), silent);
    assert.deepEqual(run(rule, "kubernetes:apps/v1:DaemonSet", { spec: { replicas: 1 } }), silent);
  });
});
