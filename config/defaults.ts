/** The lowest layer of every environment: what `Pulumi.<stack>.yaml` need not say. Typed by config/environment.ts. */

/** Tag that tells a resource is not to be changed by hand; an environment cannot set another value. */
export const managedBy = { key: "managed-by", value: "aks-platform" } as const;

export const environmentDefaults = {
  tags: { [managedBy.key]: managedBy.value },
  network: {
    addressSpace: "10.224.0.0/12",
    nodeSubnets: "perPool",
    subnets: {},
    /** 256 nodes: the overlay gives each a /24. */
    podCidr: "10.244.0.0/16",
    serviceCidr: "10.0.0.0/16",
    dnsServiceIp: "10.0.0.10",
    peers: {},
    egress: { type: "natGateway" },
    privateEndpoints: true,
    allowedIpRanges: [],
  },
  kubernetes: {
    version: "1.36",
    tier: "Standard",
    supportPlan: "KubernetesOfficial",
    apiServer: "integrated",
    authorizedIpRanges: [],
    upgradeChannel: "patch",
    nodeOsUpgradeChannel: "NodeImage",
    maintenance: { day: "Sunday", startHour: 1, durationHours: 6 },
    imageCleanerHours: 168,
    autoscaler: "steady",
    verticalPodAutoscaler: false,
    costAnalysis: false,
    safeguards: "Warn",
  },
  keyVault: { softDeleteDays: 90 },
  /** The one tier with private endpoints and zone redundancy. */
  registry: { sku: "Premium" },
  serviceBus: { sku: "Standard" },
  monitoring: {
    logs: true,
    retentionDays: 30,
    defender: true,
    metrics: true,
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
} as const;
