import assert from "node:assert/strict";
import { noNakedPods as rule } from "../../../policy/rules/kubernetes/no-naked-pods.ts";
import { podSpec, unknownText, workload, workloadTypes } from "../support/objects.ts";
import { broken, open, run, silent } from "../support/run.ts";

const owner = { apiVersion: "apps/v1", kind: "ReplicaSet", name: "web", uid: "1" };

function owned(ownerReferences: unknown) {
  return { metadata: { name: "web", namespace: "shop", ownerReferences }, spec: podSpec() };
}

describe("k8s-no-naked-pods", () => {
  const refused = {
    Pod:
      "kind: a Pod of its own is not replaced when it or its node fails. " +
      "Create a Deployment, StatefulSet, DaemonSet or Job.",
    ReplicaSet:
      "kind: a ReplicaSet of its own does not roll out changes. Create a Deployment, which rolls out changes.",
    ReplicationController:
      "kind: a ReplicationController does not roll out changes. Create a Deployment, which rolls out changes.",
  };
  for (const [kind, type] of Object.entries(workloadTypes)) {
    const says = Object.entries(refused).find(([name]) => name === kind)?.[1];
    it(`${says === undefined ? "accepts" : "refuses"} a ${kind}`, () => {
      const expected = says === undefined ? silent : broken(says);
      assert.deepEqual(run(rule, type, workload(kind, podSpec())), expected);
      assert.deepEqual(run(rule, type, {}), expected);
    });
  }

  it("accepts what a controller owns", () => {
    assert.deepEqual(run(rule, "kubernetes:core/v1:Pod", owned([owner])), silent);
    assert.deepEqual(run(rule, "kubernetes:core/v1:Pod", owned([])), broken(refused.Pod));
  });

  it("leaves open unknown owners", () => {
    const hidden = open("metadata.ownerReferences: known only after the update");
    assert.deepEqual(run(rule, "kubernetes:core/v1:Pod", owned(unknownText)), hidden);
  });

  it("lets patches pass, which create nothing", () => {
    assert.deepEqual(run(rule, "kubernetes:core/v1:PodPatch", { metadata: { labels: {} } }), silent);
  });

  it("has nothing to say of other groups", () => {
    assert.deepEqual(run(rule, "kubernetes:metrics.k8s.io/v1beta1:Pod", {}), silent);
  });

  it("leaves excluded namespaces alone", () => {
    const config = { excludedNamespaces: ["shop"] };
    assert.deepEqual(run(rule, "kubernetes:core/v1:Pod", owned(undefined), config), silent);
  });
});
