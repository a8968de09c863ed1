import assert from "node:assert/strict";
import { Isolation } from "../../../components/tenant/isolation.ts";
import { quotaSpec } from "../../../components/tenant/quota.ts";
import { Tenant } from "../../../components/tenant/tenant.ts";
import { usersOf } from "../../../components/tenant/uses.ts";
import type { Platform } from "../../../components/base/platform.ts";
import { platform, tenant } from "../../support/fixtures.ts";
import { childrenOf, find, record, type Recorded, type Recording } from "../../support/runtime.ts";

describe("isolation", () => {
  const create = () => record(() => new Isolation("it", { tenant, kubernetesVersion: "1.36" }));

  it("consists of exactly these, all inside the namespace", async () => {
    const recording = await create();
    assert.deepEqual(childrenOf(recording, find(recording, "aks-platform:tenant:Isolation")), [
      "kubernetes:core/v1:LimitRange it-limits",
      "kubernetes:core/v1:Namespace it-namespace",
      "kubernetes:core/v1:ResourceQuota it-quota",
      "kubernetes:networking.k8s.io/v1:NetworkPolicy it-allow-dns",
      "kubernetes:networking.k8s.io/v1:NetworkPolicy it-default-deny",
      "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding it-owners",
    ]);
    const namespace = find(recording, "kubernetes:core/v1:Namespace");
    for (const { type, inputs, options } of recording.resources) {
      if (!type.startsWith("kubernetes:") || type.endsWith(":Namespace")) continue;
      assert.equal((inputs["metadata"] as { namespace: string }).namespace, "acme");
      assert.deepEqual(options.dependsOn, [namespace.urn]);
    }
  });

  it("labels the namespace for Pod Security, tenant and cost", async () => {
    const { inputs } = find(await create(), "kubernetes:core/v1:Namespace");
    const { name, labels } = inputs["metadata"] as { name: string; labels: Record<string, string> };
    assert.equal(name, "acme");
    assert.equal(labels["aks-platform/tenant"], "acme");
    assert.equal(labels["aks-platform/cost-center"], "CC-1");
    for (const mode of ["enforce", "audit", "warn"]) {
      assert.equal(labels[`pod-security.kubernetes.io/${mode}`], "restricted");
      assert.equal(labels[`pod-security.kubernetes.io/${mode}-version`], "v1.36");
    }
  });

  it("denies everything both ways but DNS", async () => {
    const recording = await create();
    const type = "kubernetes:networking.k8s.io/v1:NetworkPolicy";
    const deny = find(recording, type, "it-default-deny").inputs["spec"];
    assert.deepEqual(deny, { podSelector: {}, policyTypes: ["Ingress", "Egress"] });
    const { policyTypes, egress } = find(recording, type, "it-allow-dns").inputs["spec"] as Record<
      string,
      unknown
    >;
    assert.deepEqual(policyTypes, ["Egress"]);
    assert.deepEqual(
      (egress as { ports: { port: number }[] }[]).flatMap(({ ports }) => ports.map(({ port }) => port)),
      [53, 53],
    );
  });

  it("lets the owners look", async () => {
    const { inputs } = find(await create(), "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding");
    const apiGroup = "rbac.authorization.k8s.io";
    assert.deepEqual(inputs["roleRef"], { apiGroup, kind: "ClusterRole", name: "view" });
    assert.deepEqual(inputs["subjects"], [{ apiGroup, kind: "Group", name: tenant.owner.group }]);
  });
});

describe("a quota", () => {
  it("caps requests, allows twice that as limits, and no node ports", () => {
    assert.deepEqual(quotaSpec(tenant.quota).hard, {
      "requests.cpu": "1500m",
      "requests.memory": "8Gi",
      "limits.cpu": "3",
      "limits.memory": "16Gi",
      pods: "30",
      "requests.storage": "50Gi",
      persistentvolumeclaims: "20",
      "services.loadbalancers": "0",
      "services.nodeports": "0",
    });
  });
});

describe("a tenant", () => {
  const create = (changes: Partial<Platform> = {}) =>
    record(() => new Tenant("acme", { tenant, platform: { ...platform(), ...changes } }));
  const environmentOf = (recording: Recording, name: string): Record<string, string> => {
    const { inputs } = find(recording, "kubernetes:apps/v1:Deployment", name);
    interface Container {
      readonly env: readonly { readonly name: string; readonly value: string }[];
    }
    const { template } = inputs["spec"] as { template: { spec: { containers: Container[] } } };
    return Object.fromEntries((template.spec.containers[0]?.env ?? []).map((one) => [one.name, one.value]));
  };

  it("consists of exactly these", async () => {
    const recording = await create();
    assert.deepEqual(childrenOf(recording, find(recording, "aks-platform:tenant:Tenant")), [
      "aks-platform:data:MongoDb acme.store",
      "aks-platform:tenant:Isolation acme-isolation",
      "aks-platform:workload:Job acme.report",
      "aks-platform:workload:Scaler acme-scaler",
      "aks-platform:workload:Service acme.shop",
      "aks-platform:workload:Service acme.stock",
      "aks-platform:workload:Worker acme.mailer",
      "azure-native:servicebus:Queue acme.mail-out-queue",
    ]);
  });

  it("hands out what each workload uses", async () => {
    const recording = await create();
    assert.deepEqual(environmentOf(recording, "acme.shop-deployment"), {
      STORE_PASSWORD_FILE: "/mnt/secrets/STORE_PASSWORD",
      STORE_HOST: "store",
      STORE_PORT: "27017",
      STORE_USER: "root",
      MAILER_QUEUE: "acme_mail-out",
      SERVICEBUS_NAMESPACE: "sb-contoso-test.servicebus.windows.net",
    });
    assert.deepEqual(environmentOf(recording, "acme.stock-deployment"), { SHOP_URL: "http://shop:8080" });
  });

  it("lets a sender send, a receiver receive, and the scaler look", async () => {
    const { resources } = await create();
    const onQueue = resources
      .filter(({ inputs }) => inputs["scope"] === "acme.mail-out-queue-id")
      .map(
        ({ inputs }) => `${String(inputs["principalId"])} ${String(inputs["roleDefinitionId"]).slice(-12)}`,
      );
    assert.deepEqual(onQueue.sort(), [
      "acme-scaler-identity-principal 3ce6f1109419",
      "acme.mailer-account-identity-principal 0e5a2a2247e0",
      "acme.shop-account-identity-principal 1f3c2cd27a39",
    ]);
  });

  it("keeps a queue, and the rights of others on it, when its worker is renamed", async () => {
    const { mailer } = tenant.workers;
    assert.ok(mailer);
    const services = Object.entries(tenant.services).map(([key, spec]) => {
      const uses = spec.uses.map((use) => (use.kind === "worker" ? { ...use, name: "postman" } : use));
      return [key, { ...spec, uses }] as const;
    });
    const renamed = {
      ...tenant,
      services: Object.fromEntries(services),
      workers: { postman: { ...mailer, name: "postman" } },
    };
    const onQueue = async (spec: typeof tenant) => {
      const { resources } = await record(() => new Tenant("acme", { tenant: spec, platform: platform() }));
      const isMeant = ({ type, inputs }: Recorded) =>
        type.endsWith(":Queue") || String(inputs["scope"]).includes("-queue-id");
      const others = resources.filter((one) => isMeant(one) && !/^acme\.(mailer|postman)/.test(one.name));
      return others.map(({ urn, inputs }) => ({ urn, inputs }));
    };
    const before = await onQueue(tenant);
    assert.equal(before.length, 3);
    assert.deepEqual(await onQueue(renamed), before);
  });

  it("gives each of many workloads an identity of its own, far from Entra's limit of credentials", async () => {
    const [spec] = Object.values(tenant.services);
    assert.ok(spec);
    const many = Array.from(
      { length: 21 },
      (_, n) => [`s-${n}`, { ...spec, name: `s-${n}`, uses: [] }] as const,
    );
    const crowd = { ...tenant, resources: {}, services: Object.fromEntries(many), jobs: {} };
    const { resources } = await record(() => new Tenant("acme", { tenant: crowd, platform: platform() }));
    const owners = resources
      .filter(({ type }) => type.endsWith(":FederatedIdentityCredential"))
      .map(({ inputs }) => inputs["resourceName"]);
    assert.equal(owners.length, 23);
    assert.equal(new Set(owners).size, 23);
  });

  it("builds its walls first, and KEDA's way in before its workers", async () => {
    const recording = await create();
    const namespace = find(recording, "kubernetes:core/v1:Namespace").urn;
    for (const { type, name, options } of recording.resources) {
      if (!/:(Service|Worker|Job|MongoDb|Scaler)$/.test(type) || !type.startsWith("aks-platform:")) continue;
      assert.ok(options.dependsOn.includes(namespace), name);
    }
    const worker = find(recording, "aks-platform:workload:Worker");
    const authentication = find(recording, "kubernetes:keda.sh/v1alpha1:TriggerAuthentication");
    assert.ok(worker.options.dependsOn.includes(authentication.urn));
  });

  it("is refused as a whole where the platform lacks what it needs", async () => {
    const without = (key: "keda" | "gateway") => {
      const lacking = Object.fromEntries(Object.entries(platform()).filter(([name]) => name !== key));
      return record(() => new Tenant("acme", { tenant, platform: lacking as unknown as Platform }));
    };
    const way = "or take it away in this environment with null.";
    await assert.rejects(without("keda"), {
      message: `Tenant "acme" has worker "mailer", and this environment has no KEDA. Set addons.keda.driver: aks or chart, ${way}`,
    });
    await assert.rejects(without("gateway"), {
      message: `Tenant "acme" has exposed service "shop", and this environment has no gateway. Set addons.ingress.driver: aks or chart, ${way}`,
    });
  });
});

describe("users", () => {
  it("are the workloads of the tenant that name a thing", () => {
    assert.deepEqual(usersOf(tenant, { kind: "resource", name: "store" }), [
      { name: "shop", component: "service" },
      { name: "report", component: "job" },
    ]);
    assert.deepEqual(usersOf(tenant, { kind: "service", name: "stock" }), []);
  });
});
