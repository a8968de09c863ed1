import assert from "node:assert/strict";
import { serviceSelectsWorkload } from "../../../policy/rules/stack/service-selects-workload.ts";
import { unknownText, type Body } from "../support/objects.ts";
import { broken, open, runStack, silent, type Resources } from "../support/run.ts";
import { copy, wired } from "../support/wiring.ts";

const run = (resources: Resources, config?: object) => runStack(serviceSelectsWorkload, resources, config);
const service = (changes: Body, web: Body = {}) => run(wired({ service: changes, web }));
const dangling = broken(
  "service: spec.selector: selects no pods of this namespace. Use the labels of the workload's pod template.",
);
const port = (key: string) =>
  broken(
    `service: spec.ports[0].${key}: Deployment web has no such port. Name one of the ports of its containers.`,
  );

describe("stack-service-selects-workload", () => {
  it("accepts a Service whose selector and ports fit", () => {
    assert.deepEqual(run(wired()), silent);
    assert.deepEqual(service({ "spec.ports.0.targetPort": 8080 }), silent);
    assert.deepEqual(service({ "spec.clusterIP": "None" }), silent);
  });

  it("demands pods in the namespace", () => {
    assert.deepEqual(service({ "spec.selector": { app: "api" } }), dangling);
    assert.deepEqual(service({ "metadata.namespace": "other" }), dangling);
    assert.deepEqual(service({ "spec.selector": { app: "web", extra: "no" } }), dangling);
  });

  it("leaves alone Services without a selector", () => {
    assert.deepEqual(service({ "spec.selector": undefined }), silent);
    assert.deepEqual(service({ "spec.selector": {} }), silent);
    assert.deepEqual(service({ "spec.selector.app": "api", "spec.type": "ExternalName" }), silent);
    assert.deepEqual(
      run([["kubernetes:serving.knative.dev/v1:Service", "knative", { spec: { selector: { app: "no" } } }]]),
      silent,
    );
  });

  it("accepts labels that controllers add", () => {
    const pod = { "statefulset.kubernetes.io/pod-name": "web-0" };
    assert.deepEqual(
      service({ "spec.selector": { app: "web", ...pod } }),
      open("service: spec.template.metadata.labels: known only after the update"),
    );
  });

  it("demands target ports that exist", () => {
    assert.deepEqual(service({ "spec.ports.0.targetPort": "metrics" }), port("targetPort"));
    assert.deepEqual(service({ "spec.ports.0.targetPort": 9090 }), port("targetPort"));
    assert.deepEqual(service({ "spec.ports.0.targetPort": undefined }), port("port"));
    assert.deepEqual(service({ "spec.ports.0.protocol": "UDP" }), port("targetPort"));
    const undeclared = { "spec.template.spec.containers.0.ports": undefined };
    assert.deepEqual(service({ "spec.ports.0.targetPort": 9090 }, undeclared), silent);
    assert.deepEqual(service({}, undeclared), port("targetPort"));
  });

  it("demands a selector of its own", () => {
    const message = (name: string, twin: string) =>
      `${name}: spec.selector: the same as of Service ${twin}. Keep one Service for these pods, with all their ports.`;
    assert.deepEqual(
      run(wired({}, [copy("service", "twin")])),
      broken(message("service", "twin"), message("twin", "web")),
    );
    assert.deepEqual(run(wired({}, [copy("service", "twin", { "spec.clusterIP": "None" })])), silent);
    assert.deepEqual(run(wired({}, [copy("service", "twin", { "spec.selector.tier": "front" })])), silent);
  });

  it("takes parameters", () => {
    const resources = wired({ service: { "spec.selector.app": "api" } });
    assert.deepEqual(run(resources, { external: ["shop/web"] }), silent);
    assert.deepEqual(run(resources, { external: ["other/*"] }), dangling);
  });

  it("leaves open what is not known", () => {
    const known = (path: string) => open(`service: ${path}: known only after the update`);
    assert.deepEqual(service({ "spec.selector": unknownText }), known("spec.selector"));
    assert.deepEqual(service({ "spec.selector.app": unknownText }), known("spec.selector.app"));
    assert.deepEqual(service({ "spec.ports": unknownText }), known("spec.ports"));
    assert.deepEqual(service({ "spec.ports.0.targetPort": unknownText }), known("spec.ports[0].targetPort"));
    assert.deepEqual(service({ "spec.type": unknownText, "spec.selector.app": "api" }), known("spec.type"));
    assert.deepEqual(
      service({}, { "spec.template.metadata.labels": unknownText }),
      known("spec.template.metadata.labels"),
    );
    assert.deepEqual(
      service({}, { "spec.template.spec.containers.0.ports": unknownText }),
      known("spec.template.spec.containers[0].ports"),
    );
  });

  it("never throws", () => {
    for (const props of [{}, { spec: [] }, { spec: { selector: "x", ports: 3 } }])
      assert.deepEqual(run([["kubernetes:core/v1:Service", "odd", props]]), silent);
  });
});
