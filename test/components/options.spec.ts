/** What every component owes its caller: its options, its children's parentage, its token, its end. */

import assert from "node:assert/strict";
import { Provider } from "@pulumi/kubernetes/provider.js";
import * as pulumi from "@pulumi/pulumi";
import { CertManager } from "../../components/addons/certManager.ts";
import { gateway } from "../../components/addons/gateway.ts";
import { Ingress } from "../../components/addons/ingress.ts";
import { Keda } from "../../components/addons/keda.ts";
import { BackupVault } from "../../components/cloud/backupVault.ts";
import { Budget } from "../../components/cloud/budget.ts";
import { Cluster } from "../../components/cloud/cluster.ts";
import { ClusterAccess } from "../../components/cloud/clusterAccess.ts";
import { ClusterIdentities } from "../../components/cloud/clusterIdentities.ts";
import { KeyVault } from "../../components/cloud/keyVault.ts";
import { Maintenance } from "../../components/cloud/maintenance.ts";
import { ClusterMonitoring } from "../../components/cloud/monitoring/clusterMonitoring.ts";
import { Grafana } from "../../components/cloud/monitoring/grafana.ts";
import { Monitoring } from "../../components/cloud/monitoring/monitoring.ts";
import { Network } from "../../components/cloud/network.ts";
import { NodePools } from "../../components/cloud/nodePools.ts";
import { PrivateEndpoint } from "../../components/cloud/privateEndpoint.ts";
import { Registry } from "../../components/cloud/registry.ts";
import { ServiceBus } from "../../components/cloud/serviceBus.ts";
import { MongoDb } from "../../components/data/mongoDb.ts";
import { Isolation } from "../../components/tenant/isolation.ts";
import { Tenant } from "../../components/tenant/tenant.ts";
import { Account } from "../../components/workload/account.ts";
import { Job } from "../../components/workload/job.ts";
import { Scaler } from "../../components/workload/scaler.ts";
import { Service } from "../../components/workload/service.ts";
import { Worker } from "../../components/workload/worker.ts";
import * as fixtures from "../support/fixtures.ts";
import { record, type Recording } from "../support/runtime.ts";

type Make = (opts: pulumi.ComponentResourceOptions) => pulumi.ComponentResource;

const { environment } = fixtures;
const subnet = pulumi.output("subnet");
const poolSubnetIds = { system: subnet, service: subnet, worker: subnet, spot: subnet };
const kubelet = { id: subnet, clientId: subnet, principalId: subnet };
const access = { endpoint: { subnetId: subnet, networkId: subnet }, ipRanges: [] };
const premium = { sku: "Premium" } as const;
const queue = { name: "acme_mail-out", id: pulumi.output("queue") };
const version = { kubernetesVersion: "1.36" };
const workload = { name: "shop", component: "service" };

function cluster(opts: pulumi.ComponentResourceOptions): Cluster {
  const { kubernetes, network, entra, nodePools } = environment;
  const drivers = { metrics: false, kedaDriver: "aks", ingressDriver: "aks" } as const;
  const ids = { nodeSubnetId: subnet, controlPlaneId: subnet, kubelet };
  const azure = fixtures.azureScope();
  return new Cluster(
    "it",
    { azure, kubernetes, network, entra, bootPool: nodePools.system, ...ids, ...drivers },
    opts,
  );
}

const components: Record<string, Make> = {
  "cloud:Network": (opts) => {
    const args = { azure: fixtures.azureScope(), settings: environment.network, publicIngress: true };
    return new Network("it", args, opts);
  },
  "cloud:ClusterIdentities": (opts) =>
    new ClusterIdentities("it", { azure: fixtures.azureScope(), subnetIds: { nodes: subnet } }, opts),
  "cloud:Cluster": cluster,
  "cloud:NodePools": (opts) => {
    const args = {
      azure: fixtures.azureScope(),
      pools: environment.nodePools,
      ...version,
      network: environment.network,
      subnetIds: poolSubnetIds,
    };
    return new NodePools("it", args, opts);
  },
  "cloud:ClusterAccess": (opts) =>
    new ClusterAccess("it", { azure: fixtures.azureScope(), cluster: cluster({}) }, opts),
  "cloud:KeyVault": (opts) => {
    const args = { azure: fixtures.azureScope(), settings: environment.keyVault, access, subnetIds: [] };
    return new KeyVault("it", args, opts);
  },
  "cloud:Registry": (opts) => {
    const args = {
      azure: fixtures.azureScope(),
      settings: environment.registry,
      access,
      pullPrincipalId: subnet,
    };
    return new Registry("it", args, opts);
  },
  "cloud:ServiceBus": (opts) =>
    new ServiceBus("it", { azure: fixtures.azureScope(), settings: premium, access }, opts),
  "cloud:Maintenance": (opts) => {
    const kubernetes = { ...environment.kubernetes, safeguards: "Warn" } as const;
    return new Maintenance("it", { azure: fixtures.azureScope(), kubernetes, clusterId: subnet }, opts);
  },
  "cloud:Budget": (opts) => {
    const settings = { monthlyBudget: 100, contactEmails: ["a@contoso.com"] };
    return new Budget("it", { azure: fixtures.azureScope(), settings, start: "2026-11-01" }, opts);
  },
  "cloud:BackupVault": (opts) =>
    new BackupVault("it", { azure: fixtures.azureScope(), settings: environment.backup }, opts),
  "cloud:Monitoring": (opts) => {
    const settings = { ...environment.monitoring, logs: true, metrics: true };
    return new Monitoring("it", { azure: fixtures.azureScope(), settings }, opts);
  },
  "cloud:ClusterMonitoring": (opts) => {
    const sources = { cluster: "/aks", keyVault: "/kv", registry: "/cr", serviceBus: "/sb" };
    const metrics = { workspaceId: subnet, collectionRuleId: subnet, actionGroupId: subnet };
    const args = { azure: fixtures.azureScope(), sources, logsId: subnet, metrics };
    return new ClusterMonitoring("it", args, opts);
  },
  "cloud:Grafana": (opts) => {
    const args = { azure: fixtures.azureScope(), metricsId: subnet, adminGroups: ["group"] };
    return new Grafana("it", args, opts);
  },
  "cloud:PrivateEndpoint": (opts) => {
    const args = { azure: fixtures.azureScope(), service: "vault", resourceId: subnet } as const;
    return new PrivateEndpoint("it", { ...args, ...access.endpoint }, opts);
  },
  "addons:CertManager": (opts) =>
    new CertManager("it", { ...version, issuer: { type: "selfSigned" }, gateway }, opts),
  "addons:Keda": (opts) => new Keda("it", { ...version, tenantId: "entra-tenant" }, opts),
  "addons:Ingress": (opts) => {
    const hosts = { "acme.test.example.com": "acme" };
    return new Ingress("it", { ...version, controller: "chart", hosts, issuer: "platform" }, opts);
  },
  "workload:Account": (opts) =>
    new Account("it", { scope: fixtures.tenantScope(), workload, secrets: { A: "a" } }, opts),
  "workload:Service": (opts) => {
    const spec = { ...fixtures.service, expose: { host: "a.example.com", paths: ["/"] } };
    return new Service("it", { scope: fixtures.tenantScope(), spec, connections: [], users: [] }, opts);
  },
  "workload:Worker": (opts) => {
    const args = { scope: fixtures.tenantScope(), spec: fixtures.worker, connections: [], queue };
    return new Worker("it", args, opts);
  },
  "workload:Job": (opts) =>
    new Job("it", { scope: fixtures.tenantScope(), spec: fixtures.job, connections: [] }, opts),
  "workload:Scaler": (opts) => {
    const operator = { namespace: "keda", name: "keda-operator" };
    return new Scaler("it", { scope: fixtures.tenantScope(), operator, queues: { mailer: queue } }, opts);
  },
  "data:MongoDb": (opts) =>
    new MongoDb("it", { scope: fixtures.tenantScope(), spec: fixtures.database, users: [] }, opts),
  "tenant:Isolation": (opts) => new Isolation("it", { tenant: fixtures.tenant, ...version }, opts),
  "tenant:Tenant": (opts) =>
    new Tenant("it", { tenant: fixtures.tenant, platform: fixtures.platform() }, opts),
};

/** URN of a resource and of everything above it. */
function lineage(recording: Recording, urn: string): string[] {
  const parent = recording.resources.find((one) => one.urn === urn)?.parent ?? "";
  return parent === "" ? [urn] : [urn, ...lineage(recording, parent)];
}

describe("every component", () => {
  for (const [token, make] of Object.entries(components)) {
    it(`${token} honours its options and closes itself`, async () => {
      const recording = await record(() => {
        const parent = new pulumi.ComponentResource("test:Parent", "parent");
        const kubernetes = new Provider("given", { kubeconfig: "{}" });
        make({ parent, protect: true, providers: { kubernetes } });
      });
      const type = `aks-platform:${token}`;
      const component = recording.resources.find((one) => one.type === type && one.name === "it");
      assert.ok(component, "its token is aks-platform:<room>:<Class>");
      assert.match(component.parent, /test:Parent::parent$/);
      assert.ok(recording.registered.includes(component.urn), "registerOutputs was called");

      const inside = recording.resources.filter(({ urn }) => lineage(recording, urn).includes(component.urn));
      for (const one of inside) {
        assert.equal(one.options.protect, true, `${one.urn} is protected`);
        assert.ok(
          one === component || one.name.startsWith("it"),
          `${one.name} starts with its component's name`,
        );
        const isKubernetes = one.type.startsWith("kubernetes:");
        if (isKubernetes)
          assert.match(one.options.provider, /::given::/, `${one.urn} uses the given provider`);
      }
      assert.ok(inside.length > 1, "it has children");
    });

    it(`${token} leaves nothing outside itself`, async () => {
      const { resources } = await record(() => make({}));
      const alone = resources.filter(
        ({ parent, type }) => parent === "" && !type.startsWith("aks-platform:"),
      );
      assert.deepEqual(alone, []);
    });
  }
});
