import assert from "node:assert/strict";
import { networkPolicyEngine as rule } from "../../../policy/rules/azure/network-policy-engine.ts";
import { cluster, clusterType } from "../support/aks.ts";
import { unknownText, type Body } from "../support/objects.ts";
import { broken, open, runAzure, silent } from "../support/run.ts";

const engine = "Choose an engine, or network policies are accepted and do nothing.";
const plugin = "Use azure, with networkPluginMode overlay where addresses are scarce.";

function check(changes: Body = {}, config?: unknown) {
  return runAzure(rule, clusterType, cluster(changes), config);
}

describe("aks-network-policy-engine", () => {
  for (const networkPolicy of ["cilium", "Calico", "azure"])
    it(`accepts ${networkPolicy}`, () => {
      assert.deepEqual(check({ "networkProfile.networkPolicy": networkPolicy }), silent);
    });

  it("refuses a cluster without engine", () => {
    const path = "networkProfile.networkPolicy";
    const must = `${path}: must be cilium, calico or azure. ${engine}`;
    assert.deepEqual(check({ [path]: undefined }), broken(`${path}: not set. ${engine}`));
    assert.deepEqual(check({ [path]: "none" }), broken(must));
    assert.deepEqual(check({ [path]: true }), broken(must));
  });

  it("refuses other network plugins than Azure's", () => {
    const path = "networkProfile.networkPlugin";
    assert.deepEqual(check({ [path]: undefined }), broken(`${path}: not set. ${plugin}`));
    assert.deepEqual(check({ [path]: "kubenet" }), broken(`${path}: must be azure. ${plugin}`));
  });

  it("refuses a basic load balancer; standard is the default", () => {
    const path = "networkProfile.loadBalancerSku";
    assert.deepEqual(check({ [path]: undefined }), silent);
    assert.deepEqual(
      check({ [path]: "basic" }),
      broken(`${path}: must be standard. Use standard; basic load balancers are retired.`),
    );
  });

  it("takes engines and plugins from the configuration", () => {
    const changes = { "networkProfile.networkPolicy": "azure", "networkProfile.networkPlugin": "none" };
    assert.deepEqual(check(changes, { plugins: ["none"] }), silent);
    assert.deepEqual(
      check(changes, { engines: ["cilium"], plugins: ["none"] }),
      broken(`networkProfile.networkPolicy: must be cilium. ${engine}`),
    );
  });

  it("spares AKS Automatic, which presets the network", () => {
    assert.deepEqual(check({ networkProfile: undefined, "sku.name": "automatic" }), silent);
  });

  it("leaves open what is unknown", () => {
    assert.deepEqual(
      check({ networkProfile: unknownText }),
      open("networkProfile: known only after the update"),
    );
    assert.equal(runAzure(rule, clusterType, {}).violations.length, 2);
  });
});
