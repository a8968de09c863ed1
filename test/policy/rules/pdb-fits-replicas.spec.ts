import assert from "node:assert/strict";
import { pdbFitsReplicas } from "../../../policy/rules/stack/pdb-fits-replicas.ts";
import { unknownText, type Body } from "../support/objects.ts";
import { broken, open, runStack, silent, type Resources } from "../support/run.ts";
import { autoscaler, scaledObject, wired } from "../support/wiring.ts";

const run = (resources: Resources) => runStack(pdbFitsReplicas, resources);
const least = (minAvailable: unknown): Body => ({
  "spec.maxUnavailable": undefined,
  "spec.minAvailable": minAvailable,
});
const most = (maxUnavailable: unknown): Body => ({ "spec.maxUnavailable": maxUnavailable });
const budget = (changes: Body, web: Body = {}, more: Resources = []) =>
  run(wired({ budget: changes, web }, more));
const blocked = (problem: string) =>
  broken(
    `budget: spec.minAvailable: ${problem}, so no node can be drained. Use maxUnavailable: 1 instead, or lower it.`,
  );
const all = (stay: number, pods: number) =>
  blocked(`${stay} pods have to stay, and there may be no more than ${pods}`);

describe("stack-pdb-fits-replicas", () => {
  it("accepts a budget that leaves room", () => {
    assert.deepEqual(run(wired()), silent);
    assert.deepEqual(budget(most("10%")), silent);
    assert.deepEqual(budget(least(1)), silent);
    assert.deepEqual(budget(least("50%")), silent);
  });

  it("refuses one that allows nothing", () => {
    const message = "budget: spec.maxUnavailable: allows no eviction at all. Set it to at least 1.";
    assert.deepEqual(budget(most(0)), broken(message));
    assert.deepEqual(budget(most("0%")), broken(message));
    assert.deepEqual(budget(least("100%")), blocked("all pods have to stay"));
    assert.deepEqual(budget(least(2)), all(2, 2));
    // 51% of two pods is rounded up to both.
    assert.deepEqual(budget(least("51%")), all(2, 2));
  });

  it("counts the fewest pods an autoscaler keeps", () => {
    const scaler = (min: unknown) => [autoscaler({ minReplicas: min, maxReplicas: 9 })];
    assert.deepEqual(budget(least(2), {}, scaler(2)), all(2, 2));
    assert.deepEqual(budget(least(2), {}, scaler(3)), silent);
    assert.deepEqual(budget(least(1), {}, scaler(undefined)), all(1, 1));
    assert.deepEqual(budget(least(1), {}, [scaledObject({})]), all(1, 1));
    assert.deepEqual(budget(least(1), {}, [scaledObject({ minReplicaCount: 2 })]), silent);
  });

  it("has nothing to count without pods", () => {
    assert.deepEqual(budget(least(1), { "spec.replicas": 0 }), silent);
    assert.deepEqual(budget({ ...least(5), "spec.selector.matchLabels.app": "api" }), silent);
  });

  it("demands a number", () => {
    const message =
      "budget: spec.maxUnavailable: is neither a whole number nor a percentage. Write it like 1 or 25%.";
    assert.deepEqual(budget(most("some")), broken(message));
    assert.deepEqual(
      budget(most(undefined)),
      broken(
        "budget: spec: has neither minAvailable nor maxUnavailable, so it keeps no pod. Set maxUnavailable: 1.",
      ),
    );
  });

  it("demands that broken pods do not block", () => {
    const policy = (value: unknown) => budget({ "spec.unhealthyPodEvictionPolicy": value });
    const message = (problem: string) =>
      broken(`budget: spec.unhealthyPodEvictionPolicy: ${problem}. Set it to AlwaysAllow.`);
    assert.deepEqual(policy(undefined), message("not set, so broken pods block a drain"));
    assert.deepEqual(policy("IfHealthyBudget"), message("lets broken pods block a drain"));
  });

  it("leaves open what is not known", () => {
    const known = (path: string) => open(`budget: ${path}: known only after the update`);
    assert.deepEqual(budget(most(unknownText)), known("spec.maxUnavailable"));
    assert.deepEqual(budget(least(unknownText)), known("spec.minAvailable"));
    assert.deepEqual(budget(least(2), { "spec.replicas": unknownText }), known("spec.replicas"));
    assert.deepEqual(
      budget({ "spec.unhealthyPodEvictionPolicy": unknownText }),
      known("spec.unhealthyPodEvictionPolicy"),
    );
  });

  it("leaves alone what a patch leaves alone", () => {
    const type = "kubernetes:policy/v1:PodDisruptionBudgetPatch";
    assert.deepEqual(run([[type, "patch", { metadata: { name: "web" } }]]), silent);
  });

  it("never throws", () => {
    const type = "kubernetes:policy/v1:PodDisruptionBudget";
    for (const props of [{}, { spec: [] }, { spec: { minAvailable: [], selector: 3 } }])
      assert.equal(run([[type, "odd", props]]).violations.length, 2);
  });
});
