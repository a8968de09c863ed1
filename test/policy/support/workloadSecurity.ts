import assert from "node:assert/strict";
import type { ObjectRule } from "../../../policy/lib/rule.ts";
import { deployment, podPath, podSpec, unknownText, workload, workloadTypes, type Body } from "./objects.ts";
import { run, silent } from "./run.ts";

export const deploymentType = "kubernetes:apps/v1:Deployment";

/** The path of the pod spec in a Deployment. */
export const pod = podPath("Deployment");

/** What a rule says of a Deployment with changes to its pod spec. */
export function checkDeployment(rule: ObjectRule, changes: Body = {}, config?: unknown) {
  return run(rule, deploymentType, deployment(changes), config);
}

/** What every rule on pods does: quiet where there is nothing to say, and never hidden by the kind or the namespace. */
export function describeWorkloadRule(rule: ObjectRule, broken: Body, message: (pod: string) => string): void {
  for (const [kind, type] of Object.entries(workloadTypes))
    it(`sees the pods of a ${kind} and of a ${kind}Patch`, () => {
      const body = workload(kind, podSpec(broken));
      for (const one of [type, `${type}Patch`])
        assert.ok(run(rule, one, body).violations.includes(message(podPath(kind))), one);
    });

  it("has nothing to say of an empty object, an unset pod, a patch of something else and other kinds", () => {
    assert.deepEqual(run(rule, deploymentType, {}), silent);
    assert.deepEqual(run(rule, `${deploymentType}Patch`, { spec: { replicas: 2 } }), silent);
    assert.deepEqual(run(rule, "kubernetes:core/v1:Service", { spec: podSpec(broken) }), silent);
  });

  it("never throws, whatever stands in for the pod", () => {
    for (const odd of [
      null,
      1,
      "text",
      [],
      [[]],
      { containers: {}, volumes: "x" },
      { containers: [null, 1] },
    ])
      run(rule, deploymentType, { spec: { template: { spec: odd, metadata: odd } } });
  });

  it("leaves open a pod that is unknown", () => {
    const { violations, undecided } = run(rule, deploymentType, { spec: { template: unknownText } });
    assert.deepEqual(violations, []);
    assert.deepEqual(undecided, ["spec.template: known only after the update"]);
  });

  it("leaves excluded namespaces alone", () => {
    const system = { ...deployment(broken), metadata: { name: "web", namespace: "kube-system" } };
    assert.deepEqual(run(rule, deploymentType, system), silent);
    assert.ok(run(rule, deploymentType, system, { excludedNamespaces: [] }).violations.length > 0);
  });
}

export const later = "known only after the update";
export const untouched = "left as it is by this patch";
