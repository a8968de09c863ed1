import assert from "node:assert/strict";
import { tenantNamespaceComplete } from "../../../policy/rules/stack/tenant-namespace-complete.ts";
import { unknownText, type Body } from "../support/objects.ts";
import { broken, open, runStack, silent, type Resources } from "../support/run.ts";
import { wired } from "../support/wiring.ts";

const run = (resources: Resources, config?: object) => runStack(tenantNamespaceComplete, resources, config);
const lacks = (parts: string, name = "namespace", path = "metadata.name") =>
  broken(
    `${name}: ${path}: the namespace of a tenant lacks ${parts}. Create it together with the namespace.`,
  );
const tenant = { "aks-platform/tenant": "shop" };
const restricted = { "pod-security.kubernetes.io/enforce": "restricted" };
const closed = "a NetworkPolicy that denies all ingress, a NetworkPolicy that denies all egress";

function managed(properties: Body): Resources[number] {
  return [
    "azure-native:containerservice:ManagedNamespace",
    "managed",
    { managedNamespaceName: "shop", properties },
  ];
}

describe("stack-tenant-namespace-complete", () => {
  it("accepts a namespace that has everything", () => {
    assert.deepEqual(run(wired()), silent);
  });

  it("demands every part", () => {
    assert.deepEqual(run(wired({ quota: undefined })), lacks("a ResourceQuota"));
    assert.deepEqual(run(wired({ quota: { "metadata.namespace": "other" } })), lacks("a ResourceQuota"));
    assert.deepEqual(run(wired({ limits: undefined })), lacks("a LimitRange"));
    assert.deepEqual(run(wired({ owners: undefined })), lacks("a RoleBinding"));
    assert.deepEqual(run(wired({ deny: undefined })), lacks(closed));
    assert.deepEqual(run(wired({ dns: undefined })), lacks("a NetworkPolicy that allows DNS"));
    assert.deepEqual(
      run(wired({ quota: undefined, limits: undefined })),
      lacks("a ResourceQuota, a LimitRange"),
    );
  });

  it("demands Pod Security", () => {
    const label = "the label pod-security.kubernetes.io/enforce";
    const labelled = (labels: Body) => run(wired({ namespace: { "metadata.labels": labels } }));
    assert.deepEqual(labelled(tenant), lacks(label));
    assert.deepEqual(
      labelled({ ...tenant, "pod-security.kubernetes.io/enforce": "privileged" }),
      lacks(label),
    );
    assert.deepEqual(labelled({ ...tenant, "pod-security.kubernetes.io/enforce": "baseline" }), silent);
  });

  it("demands a policy that denies, for every pod and both ways", () => {
    const deny = (changes: Body) => run(wired({ deny: changes }));
    assert.deepEqual(deny({ "spec.podSelector": { matchLabels: { app: "web" } } }), lacks(closed));
    assert.deepEqual(deny({ "spec.ingress": [{}] }), lacks("a NetworkPolicy that denies all ingress"));
    assert.deepEqual(
      deny({ "spec.policyTypes": ["Egress"] }),
      lacks("a NetworkPolicy that denies all ingress"),
    );
    assert.deepEqual(
      deny({ "spec.policyTypes": ["Ingress"] }),
      lacks("a NetworkPolicy that denies all egress"),
    );
    assert.deepEqual(deny({ "spec.ingress": [], "spec.egress": [] }), silent);
  });

  it("demands names by UDP and TCP", () => {
    const dns = (changes: Body) => run(wired({ dns: changes }));
    const none = lacks("a NetworkPolicy that allows DNS");
    assert.deepEqual(dns({ "spec.egress.0.ports": [{ protocol: "UDP", port: 53 }] }), none);
    assert.deepEqual(dns({ "spec.egress.0.ports.1.port": 54 }), none);
    assert.deepEqual(
      dns({ "spec.egress.0.to": [{ namespaceSelector: { matchLabels: { name: "other" } } }] }),
      none,
    );
    assert.deepEqual(dns({ "spec.podSelector": { matchLabels: { app: "web" } } }), none);
    assert.deepEqual(dns({ "spec.egress": [{}] }), silent);
    assert.deepEqual(dns({ "spec.egress.0.to": [{ ipBlock: { cidr: "169.254.20.10/32" } }] }), silent);
  });

  it("looks only at tenants", () => {
    assert.deepEqual(
      run([["kubernetes:core/v1:Namespace", "plain", { metadata: { name: "plain" } }]]),
      silent,
    );
    const patch = { metadata: { name: "shop", annotations: {} } };
    assert.deepEqual(run([["kubernetes:core/v1:NamespacePatch", "patch", patch]]), silent);
    assert.deepEqual(run(wired({ quota: undefined }), { tenantLabel: "team" }), silent);
    assert.deepEqual(run(wired({ quota: undefined }), { excludedNamespaces: ["shop"] }), silent);
  });

  it("counts what AKS gives a managed namespace", () => {
    const given = managed({
      defaultResourceQuota: { cpuLimit: "4" },
      defaultNetworkPolicy: { ingress: "DenyAll", egress: "DenyAll" },
    });
    const bare = { quota: undefined, deny: undefined };
    assert.deepEqual(run(wired(bare, [given])), silent);
    assert.deepEqual(
      run(wired(bare, [given]), { allowManagedNamespace: false }),
      lacks(`a ResourceQuota, ${closed}`),
    );
    const open = managed({ defaultNetworkPolicy: { ingress: "AllowSameNamespace", egress: "DenyAll" } });
    assert.deepEqual(
      run(wired(bare, [open])),
      lacks("a ResourceQuota, a NetworkPolicy that denies all ingress"),
    );
    const own = managed({ labels: { ...tenant, ...restricted } });
    assert.deepEqual(
      run(wired({ namespace: undefined, limits: undefined }, [own])),
      lacks("a LimitRange", "managed", "managedNamespaceName"),
    );
  });

  it("leaves open what is not known", () => {
    const known = (path: string) => open(`namespace: ${path}: known only after the update`);
    assert.deepEqual(run(wired({ namespace: { "metadata.name": unknownText } })), known("metadata.name"));
    assert.deepEqual(run(wired({ namespace: { "metadata.labels": unknownText } })), known("metadata.labels"));
    assert.deepEqual(
      run(wired({ quota: { "metadata.namespace": unknownText } })),
      known("metadata.namespace"),
    );
    assert.deepEqual(run(wired({ dns: { "spec.egress": unknownText } })), known("spec.egress"));
    assert.deepEqual(run(wired({ quota: { "metadata.namespace": unknownText }, limits: undefined })), {
      ...lacks("a LimitRange"),
      undecided: known("metadata.namespace").undecided,
    });
  });

  it("never throws", () => {
    for (const metadata of [null, [], { labels: 3 }, { labels: tenant, name: {} }])
      run([["kubernetes:core/v1:Namespace", "odd", { metadata }]]);
  });
});
