import assert from "node:assert/strict";
import { workloadHasPdb } from "../../../policy/rules/stack/workload-has-pdb.ts";
import { unknownText } from "../support/objects.ts";
import { broken, open, runStack, silent, type Resources } from "../support/run.ts";
import { autoscaler, copy, scaledObject, wired } from "../support/wiring.ts";

const run = (resources: Resources, config?: object) => runStack(workloadHasPdb, resources, config);
const none = broken(
  "web: spec.template.metadata.labels: no PodDisruptionBudget selects these pods. " +
    "Create one in this namespace whose selector matches these labels.",
);

describe("stack-workload-has-pdb", () => {
  it("accepts one budget for each workload", () => {
    assert.deepEqual(run(wired()), silent);
  });

  it("demands a budget of the same namespace that selects the pods", () => {
    assert.deepEqual(run(wired({ budget: undefined })), none);
    assert.deepEqual(run(wired({ budget: { "metadata.namespace": "other" } })), none);
    assert.deepEqual(run(wired({ budget: { "spec.selector.matchLabels.app": "api" } })), none);
    assert.deepEqual(run(wired({ budget: { "spec.selector": undefined } })), none);
    assert.deepEqual(run(wired({ budget: { "spec.selector": {} } })), silent);
  });

  it("accepts no second budget", () => {
    const message =
      "web: spec.template.metadata.labels: 2 PodDisruptionBudgets select these pods, which blocks every eviction. Keep one.";
    assert.deepEqual(run(wired({}, [copy("budget", "second")])), broken(message));
  });

  it("demands it of workloads that can have several pods", () => {
    const without = { budget: undefined };
    assert.deepEqual(run(wired({ ...without, web: { "spec.replicas": 1 } })), silent);
    assert.deepEqual(run(wired({ ...without, web: { "spec.replicas": undefined } })), silent);
    const single = { ...without, web: { "spec.replicas": undefined } };
    assert.deepEqual(run(wired(single, [autoscaler({ maxReplicas: 3 })])), none);
    assert.deepEqual(run(wired(single, [autoscaler({ maxReplicas: 1 })])), silent);
    assert.deepEqual(run(wired(single, [scaledObject({})])), none);
    assert.deepEqual(run(wired(single, [scaledObject({ maxReplicaCount: 1 })])), silent);
  });

  it("takes parameters", () => {
    assert.deepEqual(run(wired({ budget: undefined }), { minReplicas: 3 }), silent);
    assert.deepEqual(run(wired({ budget: undefined }), { external: ["shop/w*"] }), silent);
    assert.deepEqual(run(wired({ budget: undefined }), { external: ["shop/api"] }), none);
    assert.deepEqual(run(wired({ budget: undefined }), { excludedNamespaces: ["shop"] }), silent);
  });

  it("leaves open what is not known", () => {
    const message = (path: string) => open(`web: ${path}: known only after the update`);
    assert.deepEqual(
      run(wired({ budget: { "spec.selector.matchLabels.app": unknownText } })),
      message("spec.selector.matchLabels.app"),
    );
    assert.deepEqual(
      run(wired({ web: { "spec.template.metadata.labels": unknownText } })),
      message("spec.template.metadata.labels"),
    );
    assert.deepEqual(
      run(wired({ budget: undefined, web: { "spec.replicas": unknownText } })),
      message("spec.replicas"),
    );
    assert.deepEqual(
      run(wired({ budget: undefined }, [autoscaler({ maxReplicas: unknownText })])),
      message("spec.maxReplicas"),
    );
    assert.deepEqual(
      run(wired({ budget: { "metadata.namespace": unknownText } })),
      message("metadata.namespace"),
    );
  });

  it("never throws", () => {
    for (const props of [
      {},
      { spec: [] },
      { spec: { template: { spec: {}, metadata: 3 } } },
      { metadata: null },
    ])
      assert.deepEqual(run([["kubernetes:apps/v1:Deployment", "odd", props]]), silent);
  });
});
