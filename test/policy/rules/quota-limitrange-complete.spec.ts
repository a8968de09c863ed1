import assert from "node:assert/strict";
import { quotaLimitRangeComplete as rule } from "../../../policy/rules/kubernetes/quota-limitrange-complete.ts";
import { change, unknownText, type Body } from "../support/objects.ts";
import { broken, open, run, silent } from "../support/run.ts";

const later = "known only after the update";
const hard: Body = {
  "requests.cpu": "4",
  "requests.memory": "8Gi",
  "limits.memory": "16Gi",
  pods: 20,
  "services.loadbalancers": "0",
  "services.nodeports": "0",
};

/** In words, `hard.pods` or `hard["requests.cpu"]`. */
function uncapped(resource: string): string {
  const key = resource.includes(".") ? `["${resource}"]` : `.${resource}`;
  return `spec.hard${key}: not capped. Set the most that the namespace may use.`;
}

describe("k8s-quota-limitrange-complete on quotas", () => {
  const type = "kubernetes:core/v1:ResourceQuota";
  const check = (caps: unknown, config?: unknown, more: Body = {}) =>
    run(rule, type, { spec: { hard: caps, ...more } }, config);
  const without = (resource: string) =>
    Object.fromEntries(Object.entries(hard).filter(([key]) => key !== resource));

  it("accepts a complete quota, and other kinds and groups", () => {
    assert.deepEqual(check(hard), silent);
    assert.deepEqual(run(rule, "kubernetes:core/v1:Pod", {}), silent);
    assert.deepEqual(run(rule, "kubernetes:example.com/v1:ResourceQuota", {}), silent);
  });

  for (const resource of Object.keys(hard))
    it(`refuses a quota without ${resource}`, () => {
      assert.deepEqual(check(without(resource)), broken(uncapped(resource)));
      assert.deepEqual(check({ ...hard, [resource]: null }), broken(uncapped(resource)));
    });

  it("refuses an empty quota", () => {
    assert.deepEqual(run(rule, type, {}), broken(...Object.keys(hard).map(uncapped)));
    assert.deepEqual(check([]), broken(...Object.keys(hard).map(uncapped)));
  });

  it("takes the other names of the same resources", () => {
    assert.deepEqual(check({ ...without("requests.cpu"), cpu: "4" }), silent);
    assert.deepEqual(check({ ...without("requests.memory"), memory: "8Gi" }), silent);
    assert.deepEqual(check({ ...without("pods"), "count/pods": "20" }), silent);
    assert.deepEqual(
      check({ ...without("limits.memory"), memory: "8Gi" }),
      broken(uncapped("limits.memory")),
    );
  });

  it("takes the resources from the configuration", () => {
    assert.deepEqual(check({ pods: "1" }, { requiredResources: ["pods"] }), silent);
    assert.deepEqual(
      check(hard, { requiredResources: ["pods", "requests.storage"] }),
      broken(uncapped("requests.storage")),
    );
  });

  it("refuses what is no quantity, whatever the resource", () => {
    for (const amount of ["many", "-1", "", {}])
      assert.deepEqual(
        check({ ...hard, secrets: amount }),
        broken("spec.hard.secrets: is no Kubernetes quantity. Write it like 10, 500m or 4Gi."),
      );
  });

  it("lets quotas for some of the pods cap less", () => {
    assert.deepEqual(check({ pods: "5" }, {}, { scopes: ["BestEffort"] }), silent);
    const scopeSelector = { matchExpressions: [{ scopeName: "PriorityClass", operator: "Exists" }] };
    assert.deepEqual(check({ pods: "5" }, {}, { scopeSelector }), silent);
    assert.equal(check({ pods: "5" }, {}, { scopes: [] }).violations.length, 5);
    for (const field of ["scopes", "scopeSelector"]) {
      assert.deepEqual(check({ pods: "5" }, {}, { [field]: unknownText }), open(`spec.${field}: ${later}`));
      assert.deepEqual(check(hard, {}, { [field]: unknownText }), silent);
    }
  });

  it("leaves open what is unknown and still sees the rest", () => {
    assert.deepEqual(check({ ...without("pods"), "limits.memory": unknownText }), {
      violations: [uncapped("pods")],
      undecided: [`spec.hard["limits.memory"]: ${later}`],
    });
    assert.deepEqual(check(unknownText), open(`spec.hard: ${later}`));
    assert.deepEqual(run(rule, type, { spec: unknownText }), open(`spec: ${later}`));
    assert.deepEqual(run(rule, `${type}Patch`, { spec: {} }), open("spec.hard: left as it is by this patch"));
    assert.deepEqual(
      run(rule, `${type}Patch`, { spec: { hard: without("pods") } }),
      open("spec.hard.pods: left as it is by this patch"),
    );
  });
});

describe("k8s-quota-limitrange-complete on limit ranges", () => {
  const type = "kubernetes:core/v1:LimitRange";
  const item = "spec.limits[0]";
  const given = "Set what a container gets that asks for nothing.";
  const check = (changes: Body = {}, config?: unknown) => {
    const container = {
      type: "Container",
      min: { cpu: "10m" },
      defaultRequest: { cpu: "100m", memory: "128Mi" },
      default: { cpu: "200m", memory: "256Mi" },
      max: { cpu: 2, memory: "2Gi" },
    };
    return run(rule, type, { spec: { limits: [change(container, changes)] } }, config);
  };

  it("accepts both defaults within min and max, or without those", () => {
    assert.deepEqual(check(), silent);
    assert.deepEqual(check({ min: undefined, max: undefined }), silent);
    assert.deepEqual(check({ "default.cpu": "2" }), silent);
  });

  for (const [bound, resource] of [
    ["default", "cpu"],
    ["default", "memory"],
    ["defaultRequest", "cpu"],
    ["defaultRequest", "memory"],
  ])
    it(`refuses a limit range without ${bound} for ${resource}`, () => {
      assert.deepEqual(
        check({ [`${bound}.${resource}`]: undefined }),
        broken(`${item}.${bound}.${resource}: not set. ${given}`),
      );
    });

  it("takes the resources from the configuration", () => {
    assert.deepEqual(check({ "default.cpu": undefined }, { requiredDefaults: ["memory"] }), silent);
    assert.equal(check({}, { requiredDefaults: ["ephemeral-storage"] }).violations.length, 2);
  });

  it("refuses bounds out of order", () => {
    const above = (path: string, bound: string) =>
      broken(`${item}.${path}: above ${bound}. Lower it to ${bound} or below, or raise that.`);
    assert.deepEqual(check({ "default.cpu": "2001m" }), above("default.cpu", "max"));
    assert.deepEqual(check({ "defaultRequest.memory": "1Gi" }), above("defaultRequest.memory", "default"));
    assert.deepEqual(check({ "min.cpu": "150m" }), above("min.cpu", "defaultRequest"));
    assert.deepEqual(
      check({ "min.cpu": "3", defaultRequest: { cpu: "3", memory: "1Mi" }, "default.cpu": "3" }),
      {
        ...silent,
        violations: ["min", "defaultRequest", "default"].flatMap(
          (bound) => above(`${bound}.cpu`, "max").violations,
        ),
      },
    );
  });

  it("refuses what is no quantity", () => {
    assert.deepEqual(
      check({ "max.memory": "lots" }),
      broken(`${item}.max.memory: is no Kubernetes quantity. Write it like 250m or 128Mi.`),
    );
  });

  it("refuses a limit range without limits, not one for volumes", () => {
    const none = "spec.limits: holds no limits. Add an item of type Container with its defaults.";
    assert.deepEqual(run(rule, type, {}), broken(none));
    assert.deepEqual(run(rule, type, { spec: { limits: "x" } }), broken(none));
    assert.deepEqual(check({ type: "PersistentVolumeClaim", default: undefined }), silent);
  });

  it("leaves open what is unknown and still sees the rest", () => {
    assert.deepEqual(check({ "default.memory": unknownText, "defaultRequest.memory": undefined }), {
      violations: [`${item}.defaultRequest.memory: not set. ${given}`],
      undecided: [`${item}.default.memory: ${later}`],
    });
    assert.deepEqual(check({ type: unknownText }), open(`${item}.type: ${later}`));
    assert.deepEqual(check({ max: unknownText }), open(`${item}.max: ${later}`));
    assert.deepEqual(run(rule, type, { spec: { limits: [unknownText] } }), open(`${item}: ${later}`));
    assert.deepEqual(run(rule, type, { spec: { limits: unknownText } }), open(`spec.limits: ${later}`));
    assert.deepEqual(
      run(rule, `${type}Patch`, { spec: {} }),
      open("spec.limits: left as it is by this patch"),
    );
  });
});
