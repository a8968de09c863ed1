import assert from "node:assert/strict";
import { networkPolicyCoverage } from "../../../policy/rules/stack/networkpolicy-coverage.ts";
import { podPath, podSpec, unknownText, workload, workloadTypes, type Body } from "../support/objects.ts";
import { broken, open, runStack, silent, type Resources } from "../support/run.ts";
import { wired } from "../support/wiring.ts";

const run = (resources: Resources, config?: object) => runStack(networkPolicyCoverage, resources, config);
const none = { deny: undefined, dns: undefined };
const free = (ways: string, name = "web", path = "spec.template.metadata.labels") =>
  `${name}: ${path}: no NetworkPolicy governs ${ways} of these pods. ` +
  "Add one to this namespace that denies what no other policy allows.";
const dangling = broken(
  "policy: spec.podSelector: selects no pods of this namespace. Use the labels of a pod template, or delete the policy.",
);

describe("stack-networkpolicy-coverage", () => {
  it("accepts pods that are governed both ways", () => {
    assert.deepEqual(run(wired()), silent);
    const both = { "spec.policyTypes": ["Ingress", "Egress"] };
    assert.deepEqual(run(wired({ ...none, policy: both })), silent);
    // Rules for egress make a policy one for egress.
    assert.deepEqual(run(wired({ ...none, policy: { "spec.egress": [{}] } })), silent);
  });

  it("demands both ways", () => {
    assert.deepEqual(run(wired(none)), broken(free("egress")));
    assert.deepEqual(
      run(wired({ ...none, policy: { "spec.policyTypes": ["Egress"] } })),
      broken(free("ingress")),
    );
    assert.deepEqual(run(wired({ ...none, policy: undefined })), broken(free("ingress and egress")));
    assert.deepEqual(
      run(wired({ deny: { "metadata.namespace": "other" }, dns: undefined })),
      broken(free("egress")),
    );
  });

  it("looks at every kind of workload but templates", () => {
    for (const [kind, type] of Object.entries(workloadTypes)) {
      const path = podPath(kind).replace(/spec$/, "metadata.labels");
      const expected = kind === "PodTemplate" ? silent : broken(free("ingress and egress", kind, path));
      assert.deepEqual(run([[type, kind, workload(kind, podSpec())]]), expected);
    }
  });

  it("leaves alone pods on the network of their node", () => {
    const node = { "spec.template.spec.hostNetwork": true };
    assert.deepEqual(run(wired({ ...none, web: node })), silent);
  });

  it("accepts no policy without pods", () => {
    const policy = (changes: Body) => run(wired({ policy: changes }));
    assert.deepEqual(policy({ "spec.podSelector.matchLabels.app": "api" }), dangling);
    assert.deepEqual(policy({ "metadata.namespace": "other" }), dangling);
    const expression = (operator: string) => [{ key: "app", operator, values: ["web", "api"] }];
    assert.deepEqual(policy({ "spec.podSelector": { matchExpressions: expression("In") } }), silent);
    assert.deepEqual(policy({ "spec.podSelector": { matchExpressions: expression("NotIn") } }), dangling);
  });

  it("takes parameters", () => {
    assert.deepEqual(run(wired(none), { external: ["shop/web"] }), silent);
    assert.deepEqual(
      run(wired({ policy: { "spec.podSelector.matchLabels.app": "api" } }), { external: ["*"] }),
      silent,
    );
    assert.deepEqual(run(wired(none), { excludedNamespaces: ["shop"] }), silent);
  });

  it("leaves open what is not known", () => {
    const known = (path: string, ...names: readonly string[]) =>
      open(...names.map((name) => `${name}: ${path}: known only after the update`));
    const label = "spec.podSelector.matchLabels.app";
    assert.deepEqual(
      run(wired({ ...none, policy: { [label]: unknownText, "spec.policyTypes": ["Ingress", "Egress"] } })),
      known(label, "web", "policy"),
    );
    assert.deepEqual(
      run(wired({ deny: { "spec.policyTypes": unknownText }, dns: undefined })),
      known("spec.policyTypes", "web"),
    );
    const network = "spec.template.spec.hostNetwork";
    assert.deepEqual(run(wired({ ...none, web: { [network]: unknownText } })), known(network, "web"));
    assert.deepEqual(
      run(wired({ web: { "spec.template.metadata.labels": unknownText } })),
      known("spec.template.metadata.labels", "policy"),
    );
  });

  it("never throws", () => {
    for (const props of [{}, { spec: [] }, { spec: { podSelector: 3, policyTypes: "x", egress: {} } }])
      assert.deepEqual(run([["kubernetes:networking.k8s.io/v1:NetworkPolicy", "odd", props]]), silent);
  });
});
