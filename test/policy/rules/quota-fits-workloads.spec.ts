import assert from "node:assert/strict";
import { quotaFitsWorkloads as rule } from "../../../policy/rules/stack/quota-fits-workloads.ts";
import { unknownText, type Body } from "../support/objects.ts";
import { object, stackOf, web, type Parts } from "../support/references.ts";
import { broken, open, runStack, silent } from "../support/run.ts";

/** The pod of the tests requests 250m and 128Mi, and may use 500m and 256Mi; its init container as much. */
const base: Parts = {
  quota: object("core/v1:ResourceQuota", "quota", {
    spec: { hard: { "requests.cpu": "1", "limits.memory": "1Gi", pods: "4", persistentvolumeclaims: "1" } },
  }),
  web: web("Deployment", {}, { replicas: 4 }),
};
const ref = { apiVersion: "apps/v1", kind: "Deployment", name: "web" };

function check(changes: Readonly<Record<string, Body | null>> = {}, config?: unknown, more: Parts = {}) {
  return runStack(rule, stackOf({ ...base, ...more }, changes), config);
}

function small(key: string, need: string, quota: string) {
  const path = key.includes(".") ? `spec.hard["${key}"]` : `spec.hard.${key}`;
  return `quota: ${path}: the namespace's workloads, all scaled up, need ${need}, and the quota is ${quota}. Raise the quota, or lower requests or replicas.`;
}

const overrun = [
  small("requests.cpu", "1.25", "1"),
  small("limits.memory", "1280Mi", "1Gi"),
  small("pods", "5", "4"),
];

describe("stack-quota-fits-workloads", () => {
  it("accepts what fits exactly", () => {
    assert.deepEqual(check(), silent);
  });

  it("refuses one replica too many", () => {
    assert.deepEqual(check({ web: { "spec.replicas": 5 } }), broken(...overrun));
  });

  it("counts the most replicas of an autoscaler", () => {
    const hpa = object("autoscaling/v2:HorizontalPodAutoscaler", "web", {
      spec: { scaleTargetRef: ref, maxReplicas: 5 },
    });
    assert.deepEqual(check({ web: { "spec.replicas": undefined } }, undefined, { hpa }), broken(...overrun));
    assert.deepEqual(check({ hpa: { "spec.maxReplicas": 4 } }, undefined, { hpa }), silent);
    const scaler = object("keda.sh/v1alpha1:ScaledObject", "web", {
      spec: { scaleTargetRef: { name: "web" } },
    });
    assert.ok(check({}, undefined, { scaler }).violations.includes(small("pods", "100", "4")));
  });

  it("counts other workloads of the namespace only", () => {
    const spec = (web()[1]["spec"] as Body)["template"];
    const more = (type: string, body: Body) => check({}, undefined, { more: object(type, "more", body) });
    assert.equal(more("batch/v1:Job", { spec: { template: spec } }).violations.length, 3);
    assert.ok(
      more("batch/v1:CronJob", {
        spec: { jobTemplate: { spec: { parallelism: 2, template: spec } } },
      }).violations.includes(small("pods", "6", "4")),
    );
    assert.ok(
      more("apps/v1:DaemonSet", { spec: { template: spec } }).violations.includes(small("pods", "7", "4")),
    );
    assert.ok(
      more("keda.sh/v1alpha1:ScaledJob", {
        spec: { maxReplicaCount: 3, jobTargetRef: { template: spec } },
      }).violations.includes(small("requests.cpu", "1.75", "1")),
    );
    assert.deepEqual(
      more("batch/v1:Job", { metadata: { name: "x", namespace: "other" }, spec: { template: spec } }),
      silent,
    );
  });

  it("takes the number of nodes from the configuration", () => {
    const daemon = object("apps/v1:DaemonSet", "d", { spec: web()[1]["spec"] });
    assert.ok(check({}, { daemonSetNodes: 10 }, { daemon }).violations.includes(small("pods", "14", "4")));
    assert.deepEqual(check({}, { daemonSetNodes: 0 }, { daemon }), silent);
  });

  it("counts init containers as the scheduler does", () => {
    const init = "spec.template.spec.initContainers.0";
    const heavy = { [`${init}.resources.requests.cpu`]: "300m" };
    assert.deepEqual(check({ web: heavy }), broken(small("requests.cpu", "1.2", "1")));
    assert.deepEqual(check({ web: { [`${init}.restartPolicy`]: "Always" } }).violations, [
      small("requests.cpu", "2", "1"),
      small("limits.memory", "2048Mi", "1Gi"),
    ]);
  });

  it("lets limits stand in for requests, and LimitRanges for both", () => {
    const bare = { "spec.template.spec.containers.0.resources": undefined };
    assert.deepEqual(
      check({ web: { "spec.template.spec.containers.0.resources.requests": undefined } }).violations,
      [small("requests.cpu", "2", "1")],
    );
    const range = object("core/v1:LimitRange", "r", {
      spec: { limits: [{ type: "Container", defaultRequest: { cpu: "1" }, default: { cpu: "2" } }] },
    });
    assert.deepEqual(check({ web: bare }, undefined, { range }).violations, [
      small("requests.cpu", "4", "1"),
    ]);
  });

  it("leaves alone quotas for some pods only", () => {
    const quota = { "spec.scopes": ["BestEffort"] };
    assert.deepEqual(check({ quota, web: { "spec.replicas": 9 } }), silent);
  });

  it("leaves open unknown numbers, but not a quota that is too small without them", () => {
    assert.deepEqual(
      check({ web: { "spec.template.spec.containers.0.resources.requests.cpu": unknownText } }),
      open("quota: spec.template.spec.containers[0].resources.requests.cpu: known only after the update"),
    );
    assert.deepEqual(
      check({ quota: { "spec.hard": unknownText } }),
      open("quota: spec.hard: known only after the update"),
    );
    const more = web("StatefulSet", {}, { replicas: 9 });
    const unknown = { "spec.replicas": unknownText };
    assert.equal(check({ web: unknown }, undefined, { more }).violations.length, 3);
  });
});
