import assert from "node:assert/strict";
import { emptyDirSizeLimit as rule } from "../../../policy/rules/kubernetes/empty-dir-size-limit.ts";
import { unknownText } from "../support/objects.ts";
import { broken, open, run, silent } from "../support/run.ts";
import {
  checkDeployment,
  deploymentType,
  describeWorkloadRule,
  later,
  pod,
  untouched,
} from "../support/workloadSecurity.ts";

const fix = "Set a size like 64Mi, so that the pod is evicted instead of filling the node.";
const path = `${pod}.volumes[0].emptyDir.sizeLimit`;
const check = (volume: unknown) => checkDeployment(rule, { volumes: [volume] });
const sized = (sizeLimit: unknown) => check({ name: "tmp", emptyDir: { sizeLimit } });

describe("k8s-empty-dir-size-limit", () => {
  it("accepts sizes, and volumes of other types", () => {
    assert.deepEqual(checkDeployment(rule), silent);
    for (const size of ["64Mi", "1G", 1000000]) assert.deepEqual(sized(size), silent);
    assert.deepEqual(check({ name: "tmp", secret: { secretName: "a" } }), silent);
  });

  it("refuses a volume without a size, also one that is an emptyDir by default", () => {
    const message = `${path} (volume tmp): not set. ${fix}`;
    assert.deepEqual(check({ name: "tmp", emptyDir: {} }), broken(message));
    assert.deepEqual(check({ name: "tmp", emptyDir: { medium: "Memory" } }), broken(message));
    assert.deepEqual(check({ name: "tmp" }), broken(message));
    assert.deepEqual(check({ emptyDir: {} }), broken(`${path}: not set. ${fix}`));
    assert.deepEqual(check({ name: "tmp", secret: {}, emptyDir: {} }), broken(message));
    assert.deepEqual(check({}), silent);
  });

  it("refuses zero and what is no quantity", () => {
    assert.deepEqual(sized("0"), broken(`${path} (volume tmp): is no limit. ${fix}`));
    for (const odd of ["much", {}, true])
      assert.deepEqual(
        sized(odd),
        broken(`${path} (volume tmp): is no Kubernetes quantity. Write it like 500M, 64Mi or 1Gi.`),
      );
  });

  it("leaves open what is unknown", () => {
    assert.deepEqual(sized(unknownText), open(`${path}: ${later}`));
    assert.deepEqual(
      check({ name: "tmp", emptyDir: unknownText }),
      open(`${pod}.volumes[0].emptyDir: ${later}`),
    );
    assert.deepEqual(check(unknownText), open(`${pod}.volumes[0]: ${later}`));
    assert.deepEqual(check({ name: "tmp", secret: unknownText }), silent);
    const patch = (volume: object) =>
      run(rule, `${deploymentType}Patch`, { spec: { template: { spec: { volumes: [volume] } } } });
    assert.deepEqual(patch({ name: "tmp" }), silent);
    assert.deepEqual(patch({ name: "tmp", emptyDir: {} }), open(`${path}: ${untouched}`));
  });

  describeWorkloadRule(
    rule,
    { volumes: [{ name: "tmp", emptyDir: { sizeLimit: "0" } }] },
    (at) => `${at}.volumes[0].emptyDir.sizeLimit (volume tmp): is no limit. ${fix}`,
  );
});
