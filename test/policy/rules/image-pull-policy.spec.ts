import assert from "node:assert/strict";
import { imagePullPolicy as rule } from "../../../policy/rules/kubernetes/image-pull-policy.ts";
import { container, unknownText } from "../support/objects.ts";
import { broken, open, run, silent } from "../support/run.ts";
import {
  checkDeployment,
  deploymentType,
  describeWorkloadRule,
  later,
  pod,
  untouched,
} from "../support/workloadSecurity.ts";

const path = `${pod}.containers[0].imagePullPolicy`;
const fix = "Name the image by digest, or set it to Always.";
const digest = `registry.example.com/web@sha256:${"0123456789abcdef".repeat(4)}`;

function check(image: unknown, imagePullPolicy: unknown, config?: unknown) {
  return checkDeployment(
    rule,
    { containers: [container("web", { image, imagePullPolicy })], initContainers: [] },
    config,
  );
}

describe("k8s-image-pull-policy", () => {
  it("accepts Always, and digests by any road", () => {
    assert.deepEqual(check("nginx:1.27.3", "Always"), silent);
    assert.deepEqual(check(digest, "IfNotPresent"), silent);
    assert.deepEqual(check(digest, undefined), silent);
    assert.deepEqual(check(unknownText, "Always"), silent);
  });

  it("knows the policy that the API server fills in", () => {
    assert.deepEqual(check("nginx", undefined), silent);
    assert.deepEqual(check("nginx:latest", undefined), silent);
    assert.deepEqual(
      check("nginx:1.27.3", undefined),
      broken(`${path} (container web): not set, so a node keeps whatever tag 1.27.3 once was. ${fix}`),
    );
  });

  it("refuses to keep what a tag once was", () => {
    for (const [image, tag] of [
      ["nginx:1.27.3", "1.27.3"],
      ["nginx", "latest"],
    ])
      assert.deepEqual(
        check(image, "IfNotPresent"),
        broken(`${path} (container web): lets a node keep whatever tag ${tag ?? ""} once was. ${fix}`),
      );
  });

  it("refuses to count on images that are there already", () => {
    const says = "needs the image on every node beforehand. Use IfNotPresent or Always.";
    for (const image of ["nginx:1.27.3", digest, unknownText])
      assert.deepEqual(check(image, "Never"), broken(`${path} (container web): ${says}`));
  });

  it("trusts the tags of the configuration", () => {
    const config = { fixedTagPatterns: ["^v?\\d+\\.\\d+\\.\\d+"] };
    assert.deepEqual(check("nginx:1.27.3", "IfNotPresent", config), silent);
    assert.deepEqual(check("nginx:V1.27.3-alpine", undefined, config), silent);
    assert.equal(check("nginx:1.27", "IfNotPresent", config).violations.length, 1);
    assert.deepEqual(check("nginx", "IfNotPresent", { fixedTagPatterns: ["^latest$"] }), silent);
    assert.equal(check("nginx:1.27.3", "Never", config).violations.length, 1);
  });

  it("leaves images that are none to the rule on images", () => {
    for (const image of ["two words", undefined, {}]) assert.deepEqual(check(image, "IfNotPresent"), silent);
  });

  it("leaves open what is unknown", () => {
    for (const image of ["nginx:1.27.3", digest])
      assert.deepEqual(check(image, unknownText), open(`${path}: ${later}`));
    assert.deepEqual(check(unknownText, "IfNotPresent"), open(`${pod}.containers[0].image: ${later}`));
    const containers = [{ name: "web", image: "nginx:1.27.3" }];
    assert.deepEqual(
      run(rule, `${deploymentType}Patch`, { spec: { template: { spec: { containers } } } }),
      open(`${path}: ${untouched}`),
    );
  });

  describeWorkloadRule(
    rule,
    { "containers.0.imagePullPolicy": "Never" },
    (at) =>
      `${at}.containers[0].imagePullPolicy (container web): needs the image on every node beforehand. ` +
      "Use IfNotPresent or Always.",
  );
});
