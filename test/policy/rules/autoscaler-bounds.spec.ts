import assert from "node:assert/strict";
import { autoscalerBounds as rule } from "../../../policy/rules/kubernetes/autoscaler-bounds.ts";
import { change, unknownText, type Body } from "../support/objects.ts";
import { scaledObject } from "../support/reliability.ts";
import { broken, open, run, silent } from "../support/run.ts";

const scaled = "kubernetes:keda.sh/v1alpha1:ScaledObject";
const scaledJob = "kubernetes:keda.sh/v1alpha1:ScaledJob";
const versions = ["v1", "v2", "v2beta2"].map(
  (version) => `kubernetes:autoscaling/${version}:HorizontalPodAutoscaler`,
);
const [, v2 = ""] = versions;

function horizontal(changes: Body = {}): Body {
  const spec = { scaleTargetRef: { kind: "Deployment", name: "web" }, minReplicas: 2, maxReplicas: 6 };
  return change({ metadata: { name: "web", namespace: "shop" }, spec }, changes);
}

function fix(min: string): string {
  return `Set it above ${min}, to what the quota and the things behind can bear.`;
}

const floor = "Set it to the pods needed at the quietest time.";
const patience = "Wait longer before pods are taken away.";
const keeps = "Name a number of pods that keeps the work going.";

describe("k8s-autoscaler-bounds", () => {
  describe("on a HorizontalPodAutoscaler", () => {
    it("accepts sound bounds in any version", () => {
      for (const type of versions) assert.deepEqual(run(rule, type, horizontal()), silent);
      assert.deepEqual(run(rule, v2, horizontal({ "spec.minReplicas": undefined })), silent);
    });

    const cases: readonly (readonly [Body, string])[] = [
      [
        { "spec.maxReplicas": 2 },
        `spec.maxReplicas: equal to minReplicas, so there is nothing to scale. ${fix("minReplicas")}`,
      ],
      [{ "spec.maxReplicas": 1 }, `spec.maxReplicas: below minReplicas. ${fix("minReplicas")}`],
      [
        { "spec.maxReplicas": 1, "spec.minReplicas": undefined },
        `spec.maxReplicas: equal to minReplicas, so there is nothing to scale. ${fix("minReplicas")}`,
      ],
      [{ "spec.maxReplicas": 101 }, `spec.maxReplicas: above 100. ${fix("minReplicas")}`],
      [
        { "spec.maxReplicas": undefined },
        `spec.maxReplicas: not set, so nothing bounds the workload. ${fix("minReplicas")}`,
      ],
      [{ "spec.maxReplicas": 0 }, `spec.maxReplicas: below 1. ${fix("minReplicas")}`],
      [{ "spec.maxReplicas": "many" }, `spec.maxReplicas: is no number. ${fix("minReplicas")}`],
      [{ "spec.minReplicas": -1 }, `spec.minReplicas: below 0. ${floor}`],
      [
        { "spec.behavior.scaleDown.stabilizationWindowSeconds": 0 },
        `spec.behavior.scaleDown.stabilizationWindowSeconds: below 30. ${patience}`,
      ],
    ];
    for (const [changes, says] of cases)
      it(`refuses ${JSON.stringify(changes, (_, value: unknown) => value ?? null)}`, () => {
        assert.deepEqual(run(rule, v2, horizontal(changes)), broken(says));
      });
  });

  describe("on a ScaledObject", () => {
    it("accepts sound bounds with a fallback", () => {
      assert.deepEqual(run(rule, scaled, scaledObject()), silent);
      const always = { "spec.minReplicaCount": 1, "spec.cooldownPeriod": 0 };
      assert.deepEqual(run(rule, scaled, scaledObject(always)), silent);
      const idle = { "spec.minReplicaCount": 8, "spec.idleReplicaCount": 0 };
      assert.deepEqual(run(rule, scaled, scaledObject(idle)), silent);
    });

    const cases: readonly (readonly [Body, string])[] = [
      [
        { "spec.maxReplicaCount": undefined },
        `spec.maxReplicaCount: not set, so KEDA goes up to 100. ${fix("minReplicaCount")}`,
      ],
      [
        { "spec.minReplicaCount": 9 },
        `spec.maxReplicaCount: below minReplicaCount. ${fix("minReplicaCount")}`,
      ],
      [
        { "spec.minReplicaCount": 2, "spec.idleReplicaCount": 2 },
        "spec.idleReplicaCount: not below minReplicaCount. Set it to 0, and minReplicaCount above.",
      ],
      [
        { "spec.fallback": undefined },
        "spec.fallback: not set, so a trigger that fails stops the scaling. Set failureThreshold and replicas.",
      ],
      [{ "spec.fallback.replicas": 0 }, `spec.fallback.replicas: below 1. ${keeps}`],
      [{ "spec.fallback.replicas": 9 }, `spec.fallback.replicas: above 8. ${keeps}`],
      [
        { "spec.fallback.replicas": undefined },
        `spec.fallback.replicas: not set, so the workload stops when a trigger fails. ${keeps}`,
      ],
      [{ "spec.cooldownPeriod": 10 }, "spec.cooldownPeriod: below 30. Wait longer before the last pod goes."],
      [
        { "spec.minReplicaCount": 2, "spec.idleReplicaCount": 0, "spec.cooldownPeriod": 0 },
        "spec.cooldownPeriod: below 30. Wait longer before the last pod goes.",
      ],
      [
        { "spec.advanced.horizontalPodAutoscalerConfig.behavior.scaleDown.stabilizationWindowSeconds": 1 },
        `spec.advanced.horizontalPodAutoscalerConfig.behavior.scaleDown.stabilizationWindowSeconds: below 30. ${patience}`,
      ],
    ];
    for (const [changes, says] of cases)
      it(`refuses ${JSON.stringify(changes, (_, value: unknown) => value ?? null)}`, () => {
        assert.deepEqual(run(rule, scaled, scaledObject(changes)), broken(says));
      });

    it("needs no fallback from triggers that ask nothing outside, or for no average", () => {
      for (const type of ["cpu", "memory", "cron", "kubernetes-workload"])
        assert.deepEqual(
          run(rule, scaled, scaledObject({ "spec.fallback": undefined, "spec.triggers": [{ type }] })),
          silent,
        );
      const value = { "spec.fallback": undefined, "spec.triggers.0.metricType": "Value" };
      assert.deepEqual(run(rule, scaled, scaledObject(value)), silent);
      assert.deepEqual(
        run(rule, scaled, scaledObject({ "spec.fallback": undefined, "spec.triggers": {} })),
        silent,
      );
    });

    it("leaves open what hides the triggers", () => {
      const without = (field: string) => scaledObject({ "spec.fallback": undefined, [field]: unknownText });
      const path = (field: string) => open(`${field}: known only after the update`);
      assert.deepEqual(run(rule, scaled, without("spec.triggers")), path("spec.triggers"));
      assert.deepEqual(run(rule, scaled, without("spec.triggers.0")), path("spec.triggers[0]"));
      assert.deepEqual(
        run(rule, scaled, without("spec.triggers.0.metricType")),
        path("spec.triggers[0].metricType"),
      );
      assert.deepEqual(
        run(rule, scaled, scaledObject({ "spec.fallback": unknownText })),
        path("spec.fallback"),
      );
      assert.deepEqual(
        run(rule, scaled, scaledObject({ "spec.idleReplicaCount": unknownText })),
        path("spec.idleReplicaCount"),
      );
    });
  });

  it("looks at the bounds of a ScaledJob, whose Jobs end by themselves", () => {
    assert.deepEqual(run(rule, scaledJob, { spec: { maxReplicaCount: 5 } }), silent);
    assert.deepEqual(
      run(rule, scaledJob, { spec: { triggers: [{ type: "azure-servicebus" }] } }),
      broken(`spec.maxReplicaCount: not set, so KEDA goes up to 100. ${fix("minReplicaCount")}`),
    );
  });

  it("takes its limits from the configuration", () => {
    assert.deepEqual(run(rule, v2, horizontal({ "spec.maxReplicas": 2 }), { allowEqual: true }), silent);
    assert.deepEqual(
      run(rule, v2, horizontal({ "spec.maxReplicas": 1 }), { allowEqual: true }).violations.length,
      1,
    );
    assert.deepEqual(
      run(rule, v2, horizontal(), { maxCeiling: 5 }),
      broken(`spec.maxReplicas: above 5. ${fix("minReplicas")}`),
    );
    assert.deepEqual(
      run(rule, scaled, scaledObject({ "spec.cooldownPeriod": 0 }), { minCooldown: 0 }),
      silent,
    );
  });

  it("leaves open unknown bounds, and what a patch leaves alone", () => {
    const hidden = "known only after the update";
    assert.deepEqual(
      run(rule, v2, horizontal({ "spec.minReplicas": unknownText })),
      open(`spec.minReplicas: ${hidden}`),
    );
    assert.deepEqual(run(rule, v2, { spec: unknownText }), open(`spec: ${hidden}`));
    assert.deepEqual(
      run(rule, `${v2}Patch`, { spec: { minReplicas: 3 } }),
      open("spec.maxReplicas: left as it is by this patch"),
    );
    assert.deepEqual(run(rule, `${v2}Patch`, { spec: { maxReplicas: 3 } }), silent);
    assert.deepEqual(run(rule, `${v2}Patch`, { metadata: { labels: {} } }), silent);
  });

  it("has nothing to say of empty objects, other groups and other kinds", () => {
    for (const type of [v2, scaled, scaledJob]) assert.deepEqual(run(rule, type, {}), silent);
    assert.deepEqual(run(rule, "kubernetes:example.com/v1:ScaledObject", { spec: {} }), silent);
    assert.deepEqual(run(rule, "kubernetes:keda.sh/v1alpha1:HorizontalPodAutoscaler", { spec: {} }), silent);
    assert.deepEqual(run(rule, "kubernetes:apps/v1:Deployment", { spec: {} }), silent);
  });
});
