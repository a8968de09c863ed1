import assert from "node:assert/strict";
import { autoscalerTargetExists as rule } from "../../../policy/rules/stack/autoscaler-target-exists.ts";
import { unknownText, type Body } from "../support/objects.ts";
import { object, stackOf, web, type Parts } from "../support/references.ts";
import { broken, open, runStack, silent } from "../support/run.ts";

const ref = { apiVersion: "apps/v1", kind: "Deployment", name: "web" };
const cpu = { type: "Resource", resource: { name: "cpu", target: { type: "Utilization" } } };
const base: Parts = {
  web: web(),
  hpa: object("autoscaling/v2:HorizontalPodAutoscaler", "web", {
    spec: { scaleTargetRef: ref, metrics: [cpu], maxReplicas: 4 },
  }),
};
const gone = "names Deployment web, which is not in namespace shop. Create it there, or list it in external.";
const unrequested =
  "spec.metrics[0].resource.name: scales by cpu, which the Deployment does not request in container web. Set resources.requests.cpu there.";
const requests = "spec.template.spec.containers.0.resources";

function check(changes: Readonly<Record<string, Body | null>> = {}, config?: unknown) {
  return runStack(rule, stackOf(base, changes), config);
}

function scaledObject(spec: Body, changes: Readonly<Record<string, Body | null>> = {}) {
  const scaler = object("keda.sh/v1alpha1:ScaledObject", "web", { spec });
  return runStack(rule, stackOf({ ...base, scaler }, { hpa: null, ...changes }));
}

describe("stack-autoscaler-target-exists", () => {
  it("accepts a target that is there, requests CPU and leaves its replicas alone", () => {
    assert.deepEqual(check(), silent);
    assert.deepEqual(scaledObject({ scaleTargetRef: { name: "web" }, triggers: [{ type: "cpu" }] }), silent);
  });

  it("misses a target that is gone, elsewhere, of another kind or of another group", () => {
    assert.deepEqual(check({ web: null }), broken(`hpa: spec.scaleTargetRef.name: ${gone}`));
    assert.deepEqual(
      check({ web: { "metadata.namespace": "other" } }),
      broken(`hpa: spec.scaleTargetRef.name: ${gone}`),
    );
    assert.deepEqual(
      check({ hpa: { "spec.scaleTargetRef.kind": "StatefulSet" } }),
      broken(`hpa: spec.scaleTargetRef.name: ${gone.replace("Deployment", "StatefulSet")}`),
    );
    assert.equal(check({ hpa: { "spec.scaleTargetRef.apiVersion": "v1" } }).violations.length, 1);
    assert.deepEqual(
      scaledObject({ scaleTargetRef: { name: "web" } }, { web: null }),
      broken(`scaler: spec.scaleTargetRef.name: ${gone}`),
    );
    assert.deepEqual(
      check({ hpa: { "spec.scaleTargetRef": undefined } }),
      broken("hpa: spec.scaleTargetRef.name: not set. Name the workload to scale."),
    );
  });

  it("takes targets that live outside from the configuration", () => {
    assert.deepEqual(check({ web: null }, { external: ["shop/web"] }), silent);
  });

  it("demands requests of the resource it scales by", () => {
    assert.deepEqual(check({ web: { [requests]: undefined } }), broken(`hpa: ${unrequested}`));
    assert.deepEqual(check({ web: { [`${requests}.requests`]: undefined } }), silent, "the limit stands in");
    assert.deepEqual(
      check({
        web: { [requests]: undefined },
        hpa: { "spec.metrics.0.resource.target.type": "AverageValue" },
      }),
      silent,
    );
    assert.deepEqual(
      check({ web: { [requests]: undefined }, hpa: { "spec.metrics": undefined } }),
      broken(`hpa: ${unrequested.replace("spec.metrics[0].resource.name", "spec.metrics")}`),
    );
    assert.deepEqual(
      check({ web: { [`${requests}.requests.cpu`]: unknownText } }),
      open("hpa: spec.template.spec.containers[0].resources.requests.cpu: known only after the update"),
    );
  });

  it("counts sidecars, and what a LimitRange fills in", () => {
    const sidecar = { name: "log", restartPolicy: "Always" };
    const changes = { web: { "spec.template.spec.initContainers": [sidecar] } };
    assert.deepEqual(
      check(changes),
      broken(`hpa: ${unrequested.replace("container web", "init container log")}`),
    );
    const limits = object("core/v1:LimitRange", "limits", {
      spec: { limits: [{ type: "Container", defaultRequest: { cpu: "100m" } }] },
    });
    assert.deepEqual(runStack(rule, stackOf({ ...base, limits }, changes)), silent);
    const elsewhere = { ...changes, limits: { "metadata.namespace": "other" } };
    assert.equal(runStack(rule, stackOf({ ...base, limits }, elsewhere)).violations.length, 1);
  });

  it("looks at the one container that a metric names", () => {
    const metric = (container: string) => [
      {
        type: "ContainerResource",
        containerResource: { name: "cpu", container, target: { type: "Utilization" } },
      },
    ];
    assert.deepEqual(check({ hpa: { "spec.metrics": metric("web") } }), silent);
    assert.deepEqual(
      check({ hpa: { "spec.metrics": metric("other") } }),
      broken(
        "hpa: spec.metrics[0].containerResource.container: names container other, which the Deployment does not have. Correct the name.",
      ),
    );
  });

  it("refuses replicas that the program sets as well", () => {
    assert.deepEqual(check({ web: { "spec.replicas": 2 } }).violations, [
      "web: spec.replicas: set, although a HorizontalPodAutoscaler decides it. Leave it out.",
    ]);
    assert.deepEqual(
      check({ web: { "spec.replicas": unknownText } }),
      open("web: spec.replicas: known only after the update"),
    );
  });

  it("lets a VerticalPodAutoscaler's target set replicas, but wants it to exist", () => {
    const vpa = object("autoscaling.k8s.io/v1:VerticalPodAutoscaler", "web", { spec: { targetRef: ref } });
    const run = (changes: Readonly<Record<string, Body | null>>) =>
      runStack(rule, stackOf({ ...base, vpa }, { hpa: null, ...changes }));
    assert.deepEqual(run({ web: { "spec.replicas": 2 } }), silent);
    assert.deepEqual(run({ web: null }), broken(`vpa: spec.targetRef.name: ${gone}`));
  });

  it("wants a ScaledJob to bring its pods", () => {
    const job = object("keda.sh/v1alpha1:ScaledJob", "job", { spec: { jobTargetRef: { template: {} } } });
    assert.deepEqual(runStack(rule, stackOf({ job })), silent);
    assert.deepEqual(
      runStack(rule, stackOf({ job }, { job: { "spec.jobTargetRef": undefined } })),
      broken("job: spec.jobTargetRef.template: not set. Describe the pods to make."),
    );
  });

  it("leaves open unknown names", () => {
    assert.deepEqual(
      check({ hpa: { "spec.scaleTargetRef.name": unknownText } }),
      open("hpa: spec.scaleTargetRef.name: known only after the update"),
    );
    assert.deepEqual(
      check({ web: { "metadata.name": unknownText } }),
      open("hpa: metadata.name: known only after the update"),
    );
  });
});
