/** Complete, compliant values to break one at a time. */

import * as pulumi from "@pulumi/pulumi";
import type { AzureScope } from "../../components/base/azure.ts";
import type { Platform } from "../../components/base/platform.ts";
import type { TenantScope } from "../../components/workload/workload.ts";
import type { DataResource, Environment, Job, Service, Tenant, Worker } from "../../config/types.ts";

export const environment: Environment = {
  name: "test",
  organization: "contoso",
  region: "westeurope",
  baseDomain: "test.example.com",
  tags: { "managed-by": "aks-platform" },
  entra: { adminGroups: ["11111111-1111-1111-1111-111111111111"] },
  network: {
    addressSpace: "10.224.0.0/12",
    nodeSubnets: "shared",
    subnets: { nodes: "10.232.0.0/19" },
    podCidr: "10.244.0.0/16",
    serviceCidr: "10.0.0.0/16",
    dnsServiceIp: "10.0.0.10",
    peers: {},
    egress: { type: "loadBalancer" },
    privateEndpoints: false,
    allowedIpRanges: [],
  },
  kubernetes: {
    version: "1.36",
    tier: "Standard",
    supportPlan: "KubernetesOfficial",
    apiServer: "public",
    authorizedIpRanges: [],
    upgradeChannel: "patch",
    nodeOsUpgradeChannel: "NodeImage",
    maintenance: { day: "none", startHour: 1, durationHours: 6 },
    imageCleanerHours: 168,
    autoscaler: "steady",
    verticalPodAutoscaler: false,
    costAnalysis: false,
    safeguards: "off",
  },
  nodePools: {
    system: { vmSize: "Standard_D2as_v5", min: 3, max: 5, zones: ["1", "2", "3"] },
    service: { vmSize: "Standard_D4as_v5", min: 2, max: 10, zones: ["1", "2", "3"] },
    worker: { vmSize: "Standard_D4as_v5", min: 0, max: 10, zones: ["1", "2", "3"] },
    spot: { vmSize: "Standard_D4as_v5", min: 0, max: 10, zones: [] },
  },
  keyVault: { softDeleteDays: 90 },
  registry: { sku: "Premium" },
  serviceBus: { sku: "Standard" },
  monitoring: {
    logs: false,
    retentionDays: 30,
    defender: false,
    metrics: false,
    grafana: false,
    alertEmails: [],
  },
  cost: { monthlyBudget: 0, contactEmails: [] },
  backup: { enabled: false, retentionDays: 14, redundancy: "ZoneRedundant" },
  addons: {
    keda: { driver: "aks" },
    certManager: { driver: "chart", issuer: { type: "selfSigned" } },
    ingress: { driver: "aks" },
  },
  charts: {},
  calendar: { accept: [] },
  protect: false,
};

const compute = { requests: { cpu: "250m", memory: "128Mi" }, limits: { cpu: "500m", memory: "256Mi" } };
const workload = { compute, env: {}, secrets: {}, uses: [] };

export const service: Service = {
  ...workload,
  name: "shop",
  image: "registry.example.com/acme/shop:1.4.2",
  port: 8080,
  health: { kind: "http", live: "/livez", ready: "/readyz", startupSeconds: 62 },
  scale: { min: 2, max: 6, cpu: 70 },
  maxUnavailable: 1,
};

export const worker: Worker = {
  ...workload,
  name: "mailer",
  image: "registry.example.com/acme/mailer:2.0.1",
  port: 8080,
  health: { kind: "exec", command: ["/app/healthy"], startupSeconds: 30 },
  queue: { name: "mail-out" },
  scale: { min: 0, max: 8, perReplica: 5, activation: 0, poll: 30, cooldown: 300 },
  maxMessageSeconds: 90,
  maxUnavailable: 1,
};

export const job: Job = {
  ...workload,
  name: "report",
  image: "registry.example.com/acme/report:1.0.0",
  schedule: "30 2 * * *",
  timeZone: "Europe/Berlin",
  timeoutSeconds: 1800,
};

export const database: DataResource = {
  name: "store",
  type: "mongodb",
  class: "cluster",
  image: "docker.io/library/mongo:8.0.15",
  storage: "10Gi",
  storageClass: "managed-csi",
  compute,
};

export const tenant: Tenant = {
  name: "acme",
  owner: {
    group: "22222222-2222-2222-2222-222222222222",
    contact: "acme@example.com",
    costCenter: "CC-1",
  },
  quota: { cpu: "1500m", memory: "8Gi", pods: 30, storage: "50Gi", loadBalancers: 0 },
  domains: ["acme.test.example.com"],
  registries: ["registry.example.com/acme"],
  resources: { store: database },
  services: {
    shop: {
      ...service,
      expose: { host: "acme.test.example.com", paths: ["/", "/api/orders", "/api"] },
      uses: [
        { kind: "resource", name: "store" },
        { kind: "worker", name: "mailer" },
      ],
    },
    stock: { ...service, name: "stock", uses: [{ kind: "service", name: "shop" }] },
  },
  workers: { mailer: { ...worker, secrets: { SMTP_PASSWORD: "acme-smtp" } } },
  jobs: { report: { ...job, uses: [{ kind: "resource", name: "store" }] } },
};

export function azureScope(): AzureScope {
  return {
    environment,
    resourceGroup: "rg-contoso-test",
    subscriptionId: pulumi.output("subscription"),
    tenantId: pulumi.output("entra-tenant"),
  };
}

export function platform(): Platform {
  return {
    azure: azureScope(),
    kubernetesVersion: "1.36",
    oidcIssuerUrl: pulumi.output("https://issuer.example.com/"),
    keyVault: { name: "kv-contoso-test", id: "/vaults/kv-contoso-test" },
    serviceBus: { namespace: "sb-contoso-test" },
    keda: { namespace: "kube-system", name: "keda-operator" },
    gateway: { name: "platform", namespace: "ingress" },
  };
}

export function tenantScope(): TenantScope {
  return { tenant: "acme", platform: platform(), tags: { tenant: "acme" } };
}
