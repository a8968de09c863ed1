import assert from "node:assert/strict";
import { serviceExposure as rule } from "../../../policy/rules/kubernetes/service-exposure.ts";
import { change, unknownText, type Body } from "../support/objects.ts";
import { broken, open, run, silent } from "../support/run.ts";

const type = "kubernetes:core/v1:Service";
const internal = "service.beta.kubernetes.io/azure-load-balancer-internal";
const later = "known only after the update";
const publicOne =
  "spec.type: gets a public load balancer. " +
  `Set annotation ${internal} to "true", or list namespace/service in allowPublic.`;
const externalIps =
  "spec.externalIPs: takes over traffic to addresses. Remove it; use an internal load balancer.";

function service(changes: Body = {}): Body {
  const metadata = { name: "web", namespace: "shop" };
  return change({ metadata, spec: { type: "ClusterIP", ports: [{ port: 80 }] } }, changes);
}

function check(changes: Body = {}, config?: unknown) {
  return run(rule, type, service(changes), config);
}

describe("k8s-service-exposure", () => {
  it("accepts services inside the cluster, an empty one, and other kinds and groups", () => {
    assert.deepEqual(check(), silent);
    assert.deepEqual(check({ "spec.type": undefined, "spec.externalIPs": [] }), silent);
    assert.deepEqual(check({ "spec.type": "ExternalName" }), silent);
    assert.deepEqual(run(rule, type, {}), silent);
    const other = service({ "spec.type": "NodePort" });
    assert.deepEqual(run(rule, "kubernetes:serving.knative.dev/v1:Service", other), silent);
    assert.deepEqual(run(rule, "kubernetes:core/v1:Endpoints", other), silent);
  });

  it("refuses node ports", () => {
    assert.deepEqual(
      check({ "spec.type": "NodePort" }),
      broken("spec.type: opens a port on every node. Use ClusterIP behind the gateway."),
    );
  });

  it("refuses external IPs, even beside another violation", () => {
    assert.deepEqual(check({ "spec.externalIPs": ["203.0.113.7"] }), broken(externalIps));
    assert.deepEqual(
      check({ "spec.type": "LoadBalancer", "spec.externalIPs": [unknownText] }),
      broken(publicOne, externalIps),
    );
  });

  it("accepts internal load balancers only", () => {
    const annotated = (value: unknown) =>
      check({ "spec.type": "LoadBalancer", "metadata.annotations": { [internal]: value } });
    assert.deepEqual(check({ "spec.type": "LoadBalancer" }), broken(publicOne));
    assert.deepEqual(annotated("true"), silent);
    for (const value of ["false", "True", "1", "", true, null])
      assert.deepEqual(annotated(value), broken(publicOne));
  });

  it("accepts the public load balancers of allowPublic", () => {
    const config = { allowPublic: ["ingress/traefik"] };
    const gateway = { "spec.type": "LoadBalancer", metadata: { name: "traefik", namespace: "ingress" } };
    assert.deepEqual(check(gateway, config), silent);
    assert.deepEqual(check({ ...gateway, "metadata.name": "other" }, config), broken(publicOne));
    assert.deepEqual(check({ ...gateway, "metadata.name": undefined }, config), broken(publicOne));
    assert.deepEqual(check({ ...gateway, "metadata.namespace": "shop" }, config), broken(publicOne));
    assert.deepEqual(
      check({ ...gateway, "metadata.name": unknownText }, config),
      open(`metadata.name: ${later}`),
    );
    assert.deepEqual(
      check({ ...gateway, "metadata.namespace": unknownText }, config),
      open(`metadata.namespace: ${later}`),
    );
  });

  it("leaves open what is unknown", () => {
    assert.deepEqual(check({ "spec.type": unknownText }), open(`spec.type: ${later}`));
    assert.deepEqual(check({ "spec.externalIPs": unknownText }), open(`spec.externalIPs: ${later}`));
    assert.deepEqual(check({ spec: unknownText }), open(`spec: ${later}`));
    assert.deepEqual(
      check({ "spec.type": "LoadBalancer", "metadata.annotations": unknownText }),
      open(`metadata.annotations: ${later}`),
    );
  });

  it("sees what a patch sets and leaves alone what it does not", () => {
    assert.deepEqual(run(rule, `${type}Patch`, { spec: {} }), silent);
    assert.deepEqual(
      run(rule, `${type}Patch`, { metadata: { name: "web" }, spec: { type: "LoadBalancer" } }),
      open("metadata.annotations: left as it is by this patch"),
    );
  });
});
