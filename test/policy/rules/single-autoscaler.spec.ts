import assert from "node:assert/strict";
import { singleAutoscaler as rule } from "../../../policy/rules/stack/single-autoscaler.ts";
import { unknownText, type Body } from "../support/objects.ts";
import { object, stackOf, type Parts } from "../support/references.ts";
import { broken, open, runStack, silent } from "../support/run.ts";

const ref = { apiVersion: "apps/v1", kind: "Deployment", name: "web" };
const base: Parts = {
  hpa: object("autoscaling/v2:HorizontalPodAutoscaler", "web", { spec: { scaleTargetRef: ref } }),
  scaler: object("keda.sh/v1alpha1:ScaledObject", "queue", { spec: { scaleTargetRef: { name: "worker" } } }),
  vpa: object("autoscaling.k8s.io/v1:VerticalPodAutoscaler", "size", {
    spec: { targetRef: { ...ref, kind: "StatefulSet", name: "db" } },
  }),
};
const fix = "Keep one of the two.";

function check(changes: Readonly<Record<string, Body | null>> = {}) {
  return runStack(rule, stackOf(base, changes));
}

describe("stack-single-autoscaler", () => {
  it("accepts one autoscaler for each workload", () => {
    assert.deepEqual(check(), silent);
  });

  it("refuses a second one of another kind", () => {
    const message = "Deployment web is scaled by HorizontalPodAutoscaler web too";
    assert.deepEqual(
      check({ scaler: { "spec.scaleTargetRef.name": "web" } }),
      broken(`scaler: spec.scaleTargetRef.name: ${message}. ${fix}`),
    );
    assert.deepEqual(
      check({ vpa: { "spec.targetRef": ref } }),
      broken(`vpa: spec.targetRef.name: ${message}. ${fix}`),
    );
  });

  it("refuses a second one of the same kind", () => {
    const second = object("autoscaling/v1:HorizontalPodAutoscaler", "web2", {
      spec: { scaleTargetRef: ref },
    });
    assert.deepEqual(
      runStack(rule, stackOf({ ...base, second })),
      broken(
        `second: spec.scaleTargetRef.name: Deployment web is scaled by HorizontalPodAutoscaler web too. ${fix}`,
      ),
    );
  });

  it("tells namespaces, kinds and groups apart", () => {
    const same = { "spec.scaleTargetRef.name": "web" };
    assert.deepEqual(check({ scaler: { ...same, "metadata.namespace": "other" } }), silent);
    assert.deepEqual(check({ scaler: { ...same, "spec.scaleTargetRef.kind": "StatefulSet" } }), silent);
    assert.deepEqual(check({ scaler: { ...same, "spec.scaleTargetRef.apiVersion": "x.io/v1" } }), silent);
  });

  it("lets a VPA recommend", () => {
    const vpa = { "spec.targetRef": ref, "spec.updatePolicy": { updateMode: "Off" } };
    assert.deepEqual(check({ vpa }), silent);
  });

  it("leaves open an unknown target in the same namespace", () => {
    assert.deepEqual(
      check({ scaler: { "spec.scaleTargetRef.name": unknownText } }),
      open("scaler: spec.scaleTargetRef.name: known only after the update"),
    );
    assert.deepEqual(
      check({ scaler: { "spec.scaleTargetRef.name": unknownText, "metadata.namespace": "other" } }),
      silent,
    );
  });

  it("says nothing of empty objects", () => {
    const empty: Parts = {
      one: ["kubernetes:keda.sh/v1alpha1:ScaledObject", {}],
      two: ["kubernetes:keda.sh/v1alpha1:ScaledObject", { spec: [] }],
    };
    assert.deepEqual(runStack(rule, stackOf(empty)), silent);
  });
});
