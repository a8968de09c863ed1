import assert from "node:assert/strict";
import { topologySpread as rule } from "../../../policy/rules/kubernetes/topology-spread.ts";
import { unknownText, type Body } from "../support/objects.ts";
import { labels, rolling } from "../support/reliability.ts";
import { broken, open, run, silent } from "../support/run.ts";

const type = "kubernetes:apps/v1:Deployment";
const pod = "spec.template.spec";
const path = `${pod}.topologySpreadConstraints`;
const zone = "topology.kubernetes.io/zone";
const host = "kubernetes.io/hostname";

function nothing(...keys: readonly string[]): string {
  return `${path}: nothing spreads the workload's own pods over ${keys.join(" and ")}. Add a constraint for each.`;
}

function check(changes: Body, config?: unknown) {
  return run(rule, type, rolling(changes), config);
}

function term(topologyKey: string, labelSelector: unknown = { matchLabels: labels }): Body {
  return { topologyKey, labelSelector };
}

function spreading(selector: unknown): Body {
  return { [`${path}.0.labelSelector`]: selector, [`${path}.1.labelSelector`]: selector };
}

describe("k8s-topology-spread", () => {
  it("accepts constraints over zones and nodes on the workload's own pods", () => {
    assert.deepEqual(check({}), silent);
    assert.deepEqual(run(rule, "kubernetes:apps/v1:StatefulSet", rolling()), silent);
  });

  it("demands both, also of a workload that an autoscaler owns", () => {
    assert.deepEqual(check({ [path]: undefined }), broken(nothing(zone, host)));
    assert.deepEqual(check({ [path]: [term(zone)] }), broken(nothing(host)));
    assert.deepEqual(check({ [path]: {}, "spec.replicas": undefined }), broken(nothing(zone, host)));
  });

  it("spares a single pod", () => {
    assert.deepEqual(check({ [path]: undefined, "spec.replicas": 1 }), silent);
  });

  it("accepts anti-affinity instead, required or preferred, if it is against the own pods", () => {
    const affinity = `${pod}.affinity.podAntiAffinity`;
    const required = `${affinity}.requiredDuringSchedulingIgnoredDuringExecution`;
    const preferred = `${affinity}.preferredDuringSchedulingIgnoredDuringExecution`;
    const both = { [required]: [term(host)], [preferred]: [{ weight: 1, podAffinityTerm: term(zone) }] };
    assert.deepEqual(check({ [path]: undefined, ...both }), silent);
    const others = { [required]: [term(host, { matchLabels: { app: "other" } })] };
    assert.deepEqual(check({ [path]: undefined, ...both, ...others }), broken(nothing(host)));
    assert.deepEqual(check({ [path]: undefined, [required]: unknownText }), {
      violations: [],
      undecided: [`${required}: known only after the update`],
    });
  });

  const others: readonly (readonly [string, unknown])[] = [
    ["another label", { matchLabels: { ...labels, app: "web" } }],
    ["another value", { matchLabels: { version: "2" } }],
    ["no selector", undefined],
    ["a value that is not listed", { matchExpressions: [{ key: "version", operator: "In", values: ["2"] }] }],
    [
      "a value that is ruled out",
      { matchExpressions: [{ key: "version", operator: "NotIn", values: ["1"] }] },
    ],
    ["a label that is not there", { matchExpressions: [{ key: "app", operator: "Exists" }] }],
    ["a label that is there", { matchExpressions: [{ key: "version", operator: "DoesNotExist" }] }],
    [
      "an operator that does not exist",
      { matchExpressions: [{ key: "version", operator: "Gt", values: [] }] },
    ],
  ];
  for (const [what, selector] of others)
    it(`refuses a selector with ${what}`, () => {
      const says = "does not select the workload's own pods. Select labels of the pod template.";
      assert.deepEqual(
        check(spreading(selector)),
        broken(`${path}[0].labelSelector: ${says}`, `${path}[1].labelSelector: ${says}`),
      );
    });

  const own: readonly (readonly [string, unknown])[] = [
    ["no requirement", {}],
    ["a listed value", { matchExpressions: [{ key: "version", operator: "In", values: ["2", 1] }] }],
    [
      "a value that is not ruled out",
      { matchExpressions: [{ key: "app", operator: "NotIn", values: ["x"] }] },
    ],
    ["a label that is there", { matchExpressions: [{ key: "version", operator: "Exists" }] }],
    ["a label that is not there", { matchExpressions: [{ key: "app", operator: "DoesNotExist" }] }],
  ];
  for (const [what, selector] of own)
    it(`accepts a selector with ${what}`, () => {
      assert.deepEqual(check(spreading(selector)), silent);
    });

  it("takes the node labels from the configuration", () => {
    assert.deepEqual(check({ [path]: [term(host)] }, { keys: [host] }), silent);
    assert.deepEqual(check({}, { keys: ["rack"] }), broken(nothing("rack")));
  });

  it("leaves open what an unknown value hides, and still sees the rest", () => {
    const hidden = (field: string) => `${field}: known only after the update`;
    assert.deepEqual(check({ [path]: unknownText }), open(hidden(path)));
    assert.deepEqual(check({ [`${path}.0`]: unknownText }), open(hidden(`${path}[0]`)));
    assert.deepEqual(
      check({ [`${path}.0.topologyKey`]: unknownText }),
      open(hidden(`${path}[0].topologyKey`)),
    );
    assert.deepEqual(check({ [path]: [{ ...term(zone), labelSelector: unknownText }] }), {
      violations: [nothing(host)],
      undecided: [hidden(`${path}[0].labelSelector`)],
    });
    const label = "spec.template.metadata.labels";
    assert.deepEqual(check({ [label]: unknownText }), open(hidden(label)));
    for (const part of ["matchLabels", "matchExpressions"])
      assert.deepEqual(
        check({ [`${path}.0.labelSelector`]: { [part]: unknownText } }),
        open(hidden(`${path}[0].labelSelector.${part}`)),
      );
    const expression = { matchExpressions: [{ key: "version", operator: unknownText }] };
    assert.deepEqual(
      check({ [`${path}.0.labelSelector`]: expression }),
      open(hidden(`${path}[0].labelSelector.matchExpressions[0].operator`)),
    );
    assert.deepEqual(check({ "spec.template": unknownText }), open(hidden("spec.template")));
  });

  it("leaves open whether an unknown number of pods needs it", () => {
    const hidden = "spec.replicas: known only after the update";
    assert.deepEqual(check({ "spec.replicas": unknownText, [path]: undefined }), open(hidden));
    assert.deepEqual(check({ "spec.replicas": unknownText }), silent);
  });

  it("asks of a patch only what it touches", () => {
    assert.deepEqual(run(rule, `${type}Patch`, { spec: { replicas: 3 } }), silent);
    const patch = { spec: { template: { spec: { priorityClassName: "high" } } } };
    assert.deepEqual(run(rule, `${type}Patch`, patch), open(`${path}: left as it is by this patch`));
  });

  it("has nothing to say of empty objects and other kinds", () => {
    assert.deepEqual(run(rule, type, {}), silent);
    assert.deepEqual(run(rule, "kubernetes:apps/v1:DaemonSet", rolling({ [path]: undefined })), silent);
  });
});
