import assert from "node:assert/strict";
import { safeRollout as rule } from "../../../policy/rules/kubernetes/safe-rollout.ts";
import { unknownText, type Body } from "../support/objects.ts";
import { rolling } from "../support/reliability.ts";
import { broken, open, run, silent } from "../support/run.ts";

const kinds = ["Deployment", "StatefulSet", "DaemonSet"];
const pod = "spec.template.spec";
const grace = `${pod}.terminationGracePeriodSeconds`;
const lifecycle = `${pod}.containers.0.lifecycle`;
const at = `${pod}.containers[0].lifecycle.preStop`;
const unavailable = "spec.strategy.rollingUpdate.maxUnavailable";
const fewer = "Lower it, so that some pods stay while others are replaced.";

function check(changes: Body, kind = "Deployment") {
  return run(rule, `kubernetes:apps/v1:${kind}`, rolling(changes));
}

function hidden(path: string) {
  return open(`${path}: known only after the update`);
}

describe("k8s-safe-rollout", () => {
  for (const kind of kinds)
    it(`accepts the defaults of a ${kind}`, () => {
      assert.deepEqual(check({}, kind), silent);
    });

  it("has nothing to say of empty objects, other kinds and patches that touch other things", () => {
    for (const kind of kinds) assert.deepEqual(run(rule, `kubernetes:apps/v1:${kind}`, {}), silent);
    assert.deepEqual(
      run(rule, "kubernetes:core/v1:Pod", { spec: { terminationGracePeriodSeconds: 0 } }),
      silent,
    );
    const patch = { spec: { template: { metadata: { labels: { a: "b" } } } } };
    assert.deepEqual(run(rule, "kubernetes:apps/v1:DeploymentPatch", patch), silent);
    assert.deepEqual(check({ "spec.strategy": [] }), silent);
  });

  describe("strategy", () => {
    const says = "must be RollingUpdate. New pods then replace old ones step by step.";

    it("refuses to replace all pods at once, or none", () => {
      assert.deepEqual(check({ "spec.strategy.type": "Recreate" }), broken(`spec.strategy.type: ${says}`));
      for (const kind of ["StatefulSet", "DaemonSet"])
        assert.deepEqual(
          check({ "spec.updateStrategy.type": "OnDelete" }, kind),
          broken(`spec.updateStrategy.type: ${says}`),
        );
    });

    it("accepts it where the pod holds a volume that the next one needs", () => {
      const recreate = { "spec.strategy.type": "Recreate" };
      const claim = { name: "data", persistentVolumeClaim: { claimName: "data" } };
      assert.deepEqual(check({ ...recreate, [`${pod}.volumes`]: [{ name: "tmp" }, claim] }), silent);
      assert.deepEqual(
        check({ ...recreate, [`${pod}.volumes`]: [{ name: "tmp", emptyDir: {} }] }),
        broken(`spec.strategy.type: ${says}`),
      );
      assert.deepEqual(check({ ...recreate, [`${pod}.volumes`]: unknownText }), hidden(`${pod}.volumes`));
    });

    it("leaves open an unknown strategy", () => {
      assert.deepEqual(check({ "spec.strategy": unknownText }), hidden("spec.strategy"));
    });
  });

  describe("maxUnavailable", () => {
    it("must leave some pods", () => {
      for (const value of [0, 1, "1", "99%"]) assert.deepEqual(check({ [unavailable]: value }), silent);
      for (const value of [2, "3"])
        assert.deepEqual(
          check({ [unavailable]: value }),
          broken(`${unavailable}: lets all 2 pods be away at once. ${fewer}`),
        );
      assert.deepEqual(
        check({ [unavailable]: "100%" }),
        broken(`${unavailable}: lets all pods be away at once. ${fewer}`),
      );
      assert.deepEqual(
        check({ [unavailable]: "half" }),
        broken(`${unavailable}: is neither a count nor a percentage. Write it like 1 or 25%.`),
      );
    });

    it("cannot be judged against replicas that an autoscaler sets", () => {
      assert.deepEqual(check({ [unavailable]: 5, "spec.replicas": undefined }), silent);
      assert.deepEqual(check({ [unavailable]: 5, "spec.replicas": 0 }), silent);
      assert.deepEqual(check({ [unavailable]: 5, "spec.replicas": unknownText }), hidden("spec.replicas"));
      assert.deepEqual(check({ [unavailable]: 0, "spec.replicas": unknownText }), silent);
      assert.deepEqual(check({ [unavailable]: unknownText }), hidden(unavailable));
    });

    it("is read where StatefulSets and DaemonSets keep it", () => {
      const path = "spec.updateStrategy.rollingUpdate.maxUnavailable";
      const all = `${path}: lets all 2 pods be away at once. ${fewer}`;
      assert.deepEqual(check({ [path]: 2 }, "StatefulSet"), broken(all));
      assert.deepEqual(check({ [path]: 2, "spec.replicas": 1 }, "StatefulSet"), silent);
      assert.deepEqual(check({ [path]: 2, "spec.replicas": undefined }, "StatefulSet"), silent);
      assert.deepEqual(check({ [path]: "100%", "spec.replicas": undefined }, "StatefulSet"), silent);
      assert.deepEqual(check({ [path]: 2 }, "DaemonSet"), silent);
      assert.deepEqual(
        check({ [path]: "100%" }, "DaemonSet"),
        broken(`${path}: lets all pods be away at once. ${fewer}`),
      );
    });
  });

  describe("selector", () => {
    const says = "spec.selector: does not select the labels of the pod template. Make the two agree.";

    it("must select the template's labels", () => {
      assert.deepEqual(check({ "spec.selector": undefined }), broken(says));
      assert.deepEqual(check({ "spec.selector.matchLabels": { app: "other" } }), broken(says));
      assert.deepEqual(check({ "spec.template.metadata": undefined }), broken(says));
    });

    it("is left open while either side is unknown", () => {
      assert.deepEqual(check({ "spec.selector": unknownText }), hidden("spec.selector"));
      const labels = "spec.template.metadata.labels";
      assert.deepEqual(check({ [labels]: unknownText }), hidden(labels));
    });
  });

  describe("the end of a pod", () => {
    it("takes time", () => {
      assert.deepEqual(
        check({ [grace]: 0 }),
        broken(`${grace}: kills the pod at once. Give it seconds to end in.`),
      );
    });

    it("is told by a grace period or by hooks of the containers that serve", () => {
      const says =
        "not set, nor is the pod's terminationGracePeriodSeconds. Add a hook that waits, or set how long the pod may take.";
      assert.deepEqual(check({ [grace]: undefined }), broken(`${at} (container web): ${says}`));
      assert.deepEqual(
        check({ [grace]: undefined, [`${lifecycle}.preStop`]: { exec: { command: ["sleep", "5"] } } }),
        silent,
      );
      assert.deepEqual(check({ [grace]: undefined, [`${pod}.containers.0.ports`]: [] }), silent);
    });

    it("comes after the wait for traffic", () => {
      const sleep = `${lifecycle}.preStop.sleep.seconds`;
      const says = (seconds: number) =>
        `${at}.sleep.seconds (container web): takes all of the ${seconds} s the pod has to end. ` +
        "Sleep less, or raise terminationGracePeriodSeconds.";
      assert.deepEqual(check({ [sleep]: 44 }), silent);
      assert.deepEqual(check({ [sleep]: 45 }), broken(says(45)));
      assert.deepEqual(check({ [sleep]: 30, [grace]: undefined }), broken(says(30)));
    });

    it("is left open while its parts are unknown", () => {
      assert.deepEqual(check({ [grace]: unknownText }), hidden(grace));
      assert.deepEqual(
        check({ [grace]: undefined, [lifecycle]: unknownText }),
        hidden(`${pod}.containers[0].lifecycle`),
      );
      const ports = `${pod}.containers.0.ports`;
      assert.deepEqual(
        check({ [grace]: undefined, [ports]: unknownText }),
        hidden(`${pod}.containers[0].ports`),
      );
      const patch = {
        spec: { template: { spec: { containers: [{ name: "web", ports: [{ containerPort: 1 }] }] } } },
      };
      assert.deepEqual(
        run(rule, "kubernetes:apps/v1:DeploymentPatch", patch),
        open(`${pod}.containers[0].lifecycle: left as it is by this patch`),
      );
    });
  });
});
