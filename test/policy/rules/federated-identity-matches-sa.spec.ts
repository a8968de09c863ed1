import assert from "node:assert/strict";
import { federatedIdentityMatchesSa as rule } from "../../../policy/rules/stack/federated-identity-matches-sa.ts";
import { unknownText, type Body } from "../support/objects.ts";
import { stackOf, web, type Parts } from "../support/references.ts";
import { broken, open, runStack, silent } from "../support/run.ts";

const annotation = "azure.workload.identity/client-id";
const at = `metadata.annotations["${annotation}"]`;
const label = "azure.workload.identity/use";

function credential(identity: string, subject: string): Parts[string] {
  return [
    "azure-native:managedidentity:FederatedIdentityCredential",
    {
      resourceGroupName: "rg",
      resourceName: identity,
      issuer:
        "https://westeurope.oic.prod-aks.azure.com/00000000-0000-0000-0000-000000000000/00000000-0000-0000-0000-000000000001/",
      subject: `system:serviceaccount:${subject}`,
    },
  ];
}

function account(name: string, clientId: string): Parts[string] {
  return [
    "kubernetes:core/v1:ServiceAccount",
    { metadata: { name, namespace: "shop", annotations: { [annotation]: clientId } } },
  ];
}

const base: Parts = {
  cluster: ["azure-native:containerservice:ManagedCluster", { resourceName: "aks" }],
  trust: credential("id-web", "shop:web"),
  trust2: credential("id-db", "shop:db"),
  keda: credential("id-keda", "kube-system:keda-operator"),
  github: [
    "azure-native:managedidentity:FederatedIdentityCredential",
    { issuer: "x", subject: "repo:a/b:ref:c" },
  ],
  account: account("web", "client-web"),
  account2: account("db", "client-db"),
  web: web(),
};
const labelled = { "spec.template.metadata.labels": { [label]: "true" } };

function check(changes: Readonly<Record<string, Body | null>> = {}, config?: unknown) {
  return runStack(rule, stackOf(base, { web: labelled, ...changes }), config);
}

/** A ServiceAccount whose client id is another. */
const clientId = (value: unknown) => ({ "metadata.annotations": { [annotation]: value } });

describe("stack-federated-identity-matches-sa", () => {
  it("accepts trusts, accounts and pods that fit together", () => {
    assert.deepEqual(check(), silent);
    assert.deepEqual(check({ account: clientId(unknownText) }), silent);
  });

  it("misses the account of a subject", () => {
    const gone = broken(
      "trust: subject: names ServiceAccount web, which is not in namespace shop. Create it there, or list it in external.",
    );
    assert.deepEqual(check({ account: null }), gone);
    assert.deepEqual(check({ account: null }, { external: ["shop/web", "kube-system/*"] }), silent);
    assert.equal(check({}, { external: [] }).violations.length, 1, "KEDA's own account lives outside");
  });

  it("misses the annotation of an account", () => {
    assert.deepEqual(
      check({ account: { "metadata.annotations": undefined } }),
      broken(
        `account: ${at}: not set, although an identity trusts the account. Set it to the identity's client id.`,
      ),
    );
  });

  it("misses the trust of an annotated account, where the stack has trusts", () => {
    assert.deepEqual(
      check({ trust: null }),
      broken(
        `account: ${at}: no federated credential of the stack trusts the account. Add one with this account as its subject.`,
      ),
    );
    assert.deepEqual(check({ trust: null, trust2: null, keda: null, github: null }), silent);
  });

  it("demands the label of the pods", () => {
    const message = `web: spec.template.metadata.labels["${label}"]: not "true", so the pods get no token for the identity of ServiceAccount web. Set it to "true".`;
    assert.deepEqual(check({ web: {} }), broken(message));
    assert.deepEqual(
      check({ web: { "spec.template.metadata.labels": { [label]: "false" } } }),
      broken(message),
    );
    assert.deepEqual(check({ web: { "spec.template.spec.serviceAccountName": "other" } }), silent);
    assert.deepEqual(
      check({ web: { "spec.template.metadata.labels": unknownText } }),
      open("web: spec.template.metadata.labels: known only after the update"),
    );
  });

  it("refuses a second issuer for one cluster", () => {
    const odd = { trust2: { issuer: "https://other.example.com/" } };
    assert.deepEqual(
      check(odd),
      broken(
        "trust2: issuer: differs from that of the cluster's other credentials. Use the cluster's issuer URL.",
      ),
    );
    assert.deepEqual(check({ ...odd, cluster: null }), silent);
    assert.deepEqual(
      check({ trust: { issuer: unknownText } }),
      open("trust: issuer: known only after the update"),
    );
  });

  it("counts the credentials of an identity", () => {
    const second = { trust2: { resourceName: "ID-web" }, account2: clientId("client-web") };
    assert.deepEqual(check(second), silent);
    assert.deepEqual(
      check(second, { maxPerIdentity: 1 }),
      broken(
        "trust2: resourceName: the identity has more than 1 federated credentials. Use a second identity.",
      ),
    );
  });

  it("sees that two accounts contradict each other", () => {
    const contrary = broken(
      `account2: ${at}: does not fit ServiceAccount web: one identity has one client id. Set it to the client id of the account's identity.`,
    );
    assert.deepEqual(check({ account2: clientId("client-web") }), contrary);
    assert.deepEqual(check({ trust2: { resourceName: "id-web" } }), contrary);
    assert.deepEqual(check({ account2: clientId(unknownText), trust2: { resourceName: "id-web" } }), silent);
  });

  it("leaves open unknown subjects", () => {
    assert.deepEqual(
      check({ trust: { subject: unknownText } }),
      open("trust: subject: known only after the update"),
    );
    assert.deepEqual(check({ account: { "metadata.name": unknownText } }).violations, []);
  });
});
