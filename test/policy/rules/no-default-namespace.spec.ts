import assert from "node:assert/strict";
import { fromManifest } from "../../../policy/lib/object.ts";
import { noDefaultNamespace as rule } from "../../../policy/rules/kubernetes/no-default-namespace.ts";
import { unknownText } from "../support/objects.ts";
import { broken, open, run, silent } from "../support/run.ts";

const later = "known only after the update";
const fix = "Name the namespace of its tenant or add-on.";
const notSet = `metadata.namespace: not set, so it lands in namespace default. ${fix}`;

function check(namespace: unknown, config?: unknown, type = "kubernetes:core/v1:ConfigMap") {
  return run(rule, type, { metadata: { name: "web", namespace } }, config);
}

describe("k8s-no-default-namespace", () => {
  it("accepts a namespace of one's own, for any kind", () => {
    assert.deepEqual(check("shop"), silent);
    assert.deepEqual(check("kubernetes"), silent);
    assert.deepEqual(check("shop", {}, "kubernetes:example.com/v1:Widget"), silent);
  });

  it("refuses objects without a namespace", () => {
    for (const namespace of [undefined, null, "", {}]) assert.deepEqual(check(namespace), broken(notSet));
    assert.deepEqual(run(rule, "kubernetes:apps/v1:Deployment", {}), broken(notSet));
    assert.deepEqual(run(rule, "kubernetes:keda.sh/v1alpha1:ScaledObject", {}), broken(notSet));
  });

  it("refuses default and the namespaces of Kubernetes", () => {
    assert.deepEqual(
      check("default"),
      broken(`metadata.namespace: namespace default belongs to nobody. ${fix}`),
    );
    for (const name of ["kube-system", "kube-public", "kube-node-lease"])
      assert.deepEqual(
        check(name),
        broken(`metadata.namespace: namespace ${name} belongs to Kubernetes itself. ${fix}`),
      );
  });

  it("leaves alone the namespaces somebody names", () => {
    const config = { excludedNamespaces: ["kube-system"] };
    assert.deepEqual(check("kube-system", config), silent);
    assert.equal(check("kube-public", config).violations.length, 1);
  });

  it("says nothing of kinds without a namespace, told apart by group", () => {
    for (const type of [
      "core/v1:Namespace",
      "core/v1:PersistentVolume",
      "rbac.authorization.k8s.io/v1:ClusterRole",
      "apiextensions.k8s.io/v1:CustomResourceDefinition",
      "networking.k8s.io/v1:IngressClass",
      "storage.k8s.io/v1:StorageClass",
      "gateway.networking.k8s.io/v1:GatewayClass",
      "cert-manager.io/v1:ClusterIssuer",
      "keda.sh/v1alpha1:ClusterTriggerAuthentication",
      "constraints.gatekeeper.sh/v1beta1:K8sRequiredLabels",
    ])
      assert.deepEqual(run(rule, `kubernetes:${type}`, {}), silent, type);
    assert.deepEqual(run(rule, "kubernetes:keda.sh/v1alpha1:ClusterIssuer", {}), broken(notSet));
  });

  it("passes kinds of groups nobody knows, unless they name a namespace", () => {
    assert.deepEqual(run(rule, "kubernetes:example.com/v1:ClusterIssuer", {}), silent);
    assert.deepEqual(run(rule, "kubernetes:constructor/v1:constructor", {}), silent);
    assert.equal(check("default", {}, "kubernetes:example.com/v1:Zone").violations.length, 1);
  });

  it("learns further kinds without a namespace from the configuration", () => {
    const type = "kubernetes:keda.sh/v1:Zone";
    assert.deepEqual(check(undefined, { clusterScopedKinds: ["keda.sh/Zone"] }, type), silent);
    assert.deepEqual(check(undefined, { clusterScopedKinds: ["other.com/Zone"] }, type), broken(notSet));
  });

  it("says nothing of Pulumi's own containers of objects, and of patches", () => {
    for (const type of [
      "kubernetes:helm.sh/v4:Chart",
      "kubernetes:helm.sh/v3:Chart",
      "kubernetes:yaml/v2:ConfigGroup",
      "kubernetes:yaml:ConfigFile",
      "kubernetes:kustomize/v2:Directory",
      "kubernetes:core/v1:ServiceAccountPatch",
    ])
      assert.deepEqual(check("default", {}, type), silent, type);
  });

  it("knows other kinds of the same names", () => {
    assert.deepEqual(check(undefined, {}, "kubernetes:apps/v1:Chart"), broken(notSet));
  });

  it("looks into lists", () => {
    const list = { kind: "ConfigMapList", apiVersion: "v1", items: [{ metadata: { name: "web" } }, {}] };
    assert.equal(fromManifest(list).flatMap((object) => rule.check(object)).length, 2);
  });

  it("asks a Helm release where it installs to", () => {
    const release = "kubernetes:helm.sh/v3:Release";
    assert.deepEqual(run(rule, release, { chart: "web", namespace: "shop" }), silent);
    assert.deepEqual(run(rule, release, { chart: "web" }), broken(notSet.replace("metadata.", "")));
    for (const other of ["kubernetes:example.com/v1:Release", "kubernetes:helm.sh/v1:HelmChart"])
      assert.deepEqual(
        check("default", {}, other),
        broken(`metadata.namespace: namespace default belongs to nobody. ${fix}`),
      );
  });

  it("leaves open what is unknown", () => {
    assert.deepEqual(check(unknownText), open(`metadata.namespace: ${later}`));
    assert.deepEqual(
      run(rule, "kubernetes:core/v1:Secret", { metadata: unknownText }),
      open(`metadata: ${later}`),
    );
  });
});
