import assert from "node:assert/strict";
import { priorityClass as rule } from "../../../policy/rules/kubernetes/priority-class.ts";
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

const path = `${pod}.priorityClassName`;
const check = (priorityClassName: unknown, config?: unknown) =>
  checkDeployment(rule, { priorityClassName }, config);

describe("k8s-priority-class", () => {
  it("accepts any class but the system's", () => {
    assert.deepEqual(check("tenant-standard"), silent);
    for (const name of ["system-cluster-critical", "system-node-critical"])
      assert.deepEqual(
        check(name),
        broken(`${path}: ${name} is no class for this pod. Choose a PriorityClass of the platform.`),
      );
  });

  it("refuses pods without a class", () => {
    for (const nothing of [undefined, "", {}])
      assert.deepEqual(
        check(nothing),
        broken(`${path}: not set. Set it to a PriorityClass of the platform.`),
      );
  });

  it("takes the classes from the configuration", () => {
    const config = { allowed: ["low", "system-cluster-critical"] };
    assert.deepEqual(check("low", config), silent);
    assert.deepEqual(check("system-cluster-critical", config), silent);
    assert.deepEqual(
      check("high", config),
      broken(`${path}: high is no class for this pod. Choose low, system-cluster-critical.`),
    );
    assert.deepEqual(
      check(undefined, config),
      broken(`${path}: not set. Set it to low, system-cluster-critical.`),
    );
  });

  it("leaves open what is unknown", () => {
    assert.deepEqual(check(unknownText), open(`${path}: ${later}`));
    const patch = { spec: { template: { spec: { containers: [] } } } };
    assert.deepEqual(run(rule, `${deploymentType}Patch`, patch), open(`${path}: ${untouched}`));
  });

  describeWorkloadRule(
    rule,
    { priorityClassName: "system-node-critical" },
    (at) =>
      `${at}.priorityClassName: system-node-critical is no class for this pod. Choose a PriorityClass of the platform.`,
  );
});
