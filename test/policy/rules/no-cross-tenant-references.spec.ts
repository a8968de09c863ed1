import assert from "node:assert/strict";
import { tenantLabel } from "../../../components/base/labels.ts";
import { noCrossTenantReferences as rule } from "../../../policy/rules/stack/no-cross-tenant-references.ts";
import { unknownText, type Body } from "../support/objects.ts";
import { azure, idOf, stackOf, type Parts } from "../support/references.ts";
import { broken, open, runStack, silent } from "../support/run.ts";

const fix = "Keep to this tenant, or list the other one in shared.";

function namespace(name: string, tenant: string): Parts[string] {
  return ["kubernetes:core/v1:Namespace", { metadata: { name, labels: { [tenantLabel]: tenant } } }];
}

function own(type: string, more: Body, place = "shop-ns"): Parts[string] {
  return [`kubernetes:${type}`, { metadata: { name: "x", namespace: place }, ...more }];
}

const base: Parts = {
  shop: namespace("shop-ns", "shop"),
  bank: namespace("bank-ns", "bank"),
  platform: ["kubernetes:core/v1:Namespace", { metadata: { name: "ingress" } }],
};

function check(part: Parts[string], config?: unknown, more: Parts = {}) {
  return runStack(rule, stackOf({ ...base, ...more, part }), config);
}

function leads(path: string, what: string, name = "part") {
  return broken(`${name}: ${path}: leads to ${what} of tenant bank. ${fix}`);
}

/** Each object that names a namespace, and where. */
const named: readonly (readonly [string, string, (place: string) => Body])[] = [
  [
    "rbac.authorization.k8s.io/v1:RoleBinding",
    "subjects[0].namespace",
    (place) => ({ subjects: [{ kind: "ServiceAccount", name: "x", namespace: place }] }),
  ],
  [
    "gateway.networking.k8s.io/v1:HTTPRoute",
    "spec.rules[0].backendRefs[0].namespace",
    (place) => ({ spec: { rules: [{ backendRefs: [{ name: "x", namespace: place }] }] } }),
  ],
  [
    "gateway.networking.k8s.io/v1:GRPCRoute",
    "spec.parentRefs[0].namespace",
    (place) => ({ spec: { parentRefs: [{ name: "x", namespace: place }] } }),
  ],
  [
    "gateway.networking.k8s.io/v1:HTTPRoute",
    "spec.rules[0].filters[0].requestMirror.backendRef.namespace",
    (place) => ({
      spec: { rules: [{ filters: [{ requestMirror: { backendRef: { namespace: place } } }] }] },
    }),
  ],
  [
    "gateway.networking.k8s.io/v1:Gateway",
    "spec.listeners[0].tls.certificateRefs[0].namespace",
    (place) => ({ spec: { listeners: [{ tls: { certificateRefs: [{ namespace: place }] } }] } }),
  ],
  [
    "gateway.networking.k8s.io/v1beta1:ReferenceGrant",
    "spec.from[0].namespace",
    (place) => ({ spec: { from: [{ namespace: place }] } }),
  ],
];

describe("stack-no-cross-tenant-references", () => {
  it("takes the program's label for tenants", () => {
    assert.equal(rule.params["tenantLabel"]?.fallback, tenantLabel);
  });

  for (const [type, path, body] of named)
    it(`keeps ${path} of a ${type.replace(/.*:/, "")} within the tenant`, () => {
      for (const place of ["shop-ns", "ingress", "outside"])
        assert.deepEqual(check(own(type, body(place))), silent, place);
      assert.deepEqual(check(own(type, body("bank-ns"))), leads(path, "a namespace"));
      assert.deepEqual(check(own(type, body("bank-ns"), "ingress")), silent, "the platform may");
      assert.deepEqual(check(own(type, body("bank-ns")), { shared: ["bank"] }), silent);
      assert.deepEqual(
        check(own(type, body(unknownText))),
        open(`part: ${path}: known only after the update`),
      );
      assert.deepEqual(
        runStack(rule, stackOf({ ...base, part: own(type, body(unknownText)) }, { bank: null })),
        silent,
      );
    });

  it("reads the group of a namespace's service accounts", () => {
    const subjects = (name: string) => ({ subjects: [{ kind: "Group", name }] });
    const type = "rbac.authorization.k8s.io/v1:RoleBinding";
    assert.deepEqual(
      check(own(type, subjects("system:serviceaccounts:bank-ns"))),
      leads("subjects[0].name", "a namespace"),
    );
    assert.deepEqual(check(own(type, subjects("bank-ns"))), silent);
  });

  const policy = (namespaceSelector: unknown) =>
    own("networking.k8s.io/v1:NetworkPolicy", {
      spec: {
        ingress: [{ from: [{ podSelector: {} }, { namespaceSelector }] }],
        egress: [{ to: [{ podSelector: {} }] }],
      },
    });
  const selects = broken(
    `part: spec.ingress[0].from[1].namespaceSelector: selects namespaces of tenant bank. ${fix}`,
  );

  it("keeps network peers within the tenant", () => {
    const byName = (name: string) => ({ matchLabels: { "kubernetes.io/metadata.name": name } });
    assert.deepEqual(check(policy(byName("ingress"))), silent);
    assert.deepEqual(check(policy({ matchLabels: { [tenantLabel]: "shop" } })), silent);
    assert.deepEqual(check(policy(byName("bank-ns"))), selects);
    assert.deepEqual(check(policy({})), selects);
    assert.deepEqual(check(policy({ matchLabels: { [tenantLabel]: "bank" } })), selects);
    assert.deepEqual(
      runStack(
        rule,
        stackOf({ ...base, part: policy({ matchLabels: { [tenantLabel]: "bank" } }) }, { bank: null }),
      ),
      selects,
      "also while its namespace is elsewhere",
    );
    assert.deepEqual(
      check(policy(unknownText)),
      open("part: spec.ingress[0].from[1].namespaceSelector: known only after the update"),
    );
  });

  it("keeps KEDA to the tenant's queues", () => {
    const scaled = (queueName: string) =>
      own("keda.sh/v1alpha1:ScaledObject", { spec: { triggers: [{ metadata: { queueName } }] } });
    assert.deepEqual(check(scaled("shop_orders")), silent);
    assert.deepEqual(check(scaled("banknotes")), silent);
    assert.deepEqual(check(scaled("bank_orders")), leads("spec.triggers[0].metadata.queueName", "a queue"));
  });

  it("keeps identities to the tenant's service accounts", () => {
    const identity = azure("managedidentity:UserAssignedIdentity", {
      resourceName: "id",
      tags: { tenant: "shop" },
    });
    const credential = (place: string) =>
      azure("managedidentity:FederatedIdentityCredential", {
        resourceName: "id",
        subject: `system:serviceaccount:${place}:x`,
      });
    assert.deepEqual(check(credential("shop-ns"), undefined, { identity }), silent);
    assert.deepEqual(check(credential("kube-system"), undefined, { identity }), silent);
    assert.deepEqual(
      check(credential("bank-ns"), undefined, { identity }),
      leads("subject", "a service account"),
    );
    assert.deepEqual(check(credential("bank-ns"), { tenantTag: "team" }, { identity }), silent);
  });

  it("sees one identity in the hands of two tenants", () => {
    const account = (place: string, id: string) =>
      own("core/v1:ServiceAccount", {
        metadata: { name: "a", namespace: place, annotations: { "azure.workload.identity/client-id": id } },
      });
    const authentication = (id: string) =>
      own("keda.sh/v1alpha1:TriggerAuthentication", { spec: { podIdentity: { identityId: id } } });
    const secrets = own("secrets-store.csi.x-k8s.io/v1:SecretProviderClass", {
      spec: { parameters: { clientID: "C1" } },
    });
    const more = { other: account("bank-ns", "c1") };
    assert.deepEqual(check(authentication("c2"), undefined, more), silent);
    assert.deepEqual(
      check(authentication("c1"), undefined, more),
      leads("spec.podIdentity.identityId", "an identity"),
    );
    assert.deepEqual(check(secrets, undefined, more), leads("spec.parameters.clientID", "an identity"));
    assert.equal(check(account("shop-ns", "c1"), undefined, more).violations.length, 1);
    assert.deepEqual(check(authentication("c1"), undefined, { other: account("shop-ns", "c1") }), silent);
  });

  it("sees rights of one identity on things of two tenants", () => {
    const grant = (path: string, principalId: string) =>
      azure("authorization:RoleAssignment", { scope: idOf(path), principalId });
    const queue = (name: string) => `Microsoft.ServiceBus/namespaces/sb/queues/${name}`;
    const more = { other: grant("Microsoft.KeyVault/vaults/kv/secrets/bank-password", "p1") };
    assert.deepEqual(check(grant(queue("shop_orders"), "p2"), undefined, more), silent);
    assert.deepEqual(check(grant(queue("orders"), "p1"), undefined, more), silent);
    assert.deepEqual(
      check(grant(queue("shop_orders"), "p1"), undefined, more),
      leads("principalId", "an identity with rights on resources"),
    );
    assert.deepEqual(
      check(grant(queue("shop_orders"), unknownText)),
      open("part: principalId: known only after the update"),
    );
  });

  it("takes the label from the configuration", () => {
    const [type, , body] = named[0] ?? ["", "", () => ({})];
    assert.deepEqual(check(own(type, body("bank-ns")), { tenantLabel: "example.com/team" }), silent);
  });
});
