/** What the program knows of its environment: see types.ts. */

/** A string-keyed map that cannot be changed. */
export type ReadonlyMapOf<T> = Readonly<Record<string, T>>;

/** One environment: the values of one stack. */
export interface Environment {
  /** Stack name, e.g. `dev`. */
  readonly name: string;
  /** Short lower-case name of the organization, 2-10 letters or digits: keeps globally unique names apart. */
  readonly organization: string;
  /** Azure region, e.g. `westeurope`. */
  readonly region: string;
  /** Parent DNS zone of every tenant host, e.g. `dev.example.com`. */
  readonly baseDomain: string;
  /** Tags on every Azure resource that takes tags. */
  readonly tags: ReadonlyMapOf<string>;
  readonly entra: EntraSettings;
  readonly network: NetworkSettings;
  readonly kubernetes: KubernetesSettings;
  /** Keyed by role; exactly these four. */
  readonly nodePools: Readonly<Record<NodePoolRole, NodePoolSettings>>;
  readonly keyVault: KeyVaultSettings;
  readonly registry: RegistrySettings;
  readonly serviceBus: ServiceBusSettings;
  readonly monitoring: MonitoringSettings;
  readonly cost: CostSettings;
  readonly backup: BackupSettings;
  readonly addons: AddonSettings;
  /** Where charts come from when not from their public repository; keyed by chart name. */
  readonly charts: ReadonlyMapOf<ChartSource>;
  readonly calendar: CalendarSettings;
  /** Protect cluster, vault, registry and Service Bus from deletion. */
  readonly protect: boolean;
}

export interface EntraSettings {
  /** Object ids (GUID) of the Entra groups that administer the cluster. At least one. */
  readonly adminGroups: readonly string[];
}

/** What a subnet is for: the nodes of all pools or of one, private endpoints, the API server's own addresses. */
export type SubnetRole = NodePoolRole | "nodes" | "endpoints" | "apiserver";

/** IPv4 ranges in CIDR notation; all disjoint. */
export interface NetworkSettings {
  readonly addressSpace: string;
  /** One subnet for the nodes of all pools, or one for each pool, with a security group of its own. */
  readonly nodeSubnets: "shared" | "perPool";
  /** Ranges inside `addressSpace`; exactly the subnets the environment has: config/addressPlan.ts. */
  readonly subnets: Readonly<Partial<Record<SubnetRole, string>>>;
  /** Overlay range for pods, outside `addressSpace`. */
  readonly podCidr: string;
  /** Range of cluster IPs, outside `addressSpace` and `podCidr`. */
  readonly serviceCidr: string;
  /** Inside `serviceCidr`, not its first address. */
  readonly dnsServiceIp: string;
  /** Networks this one meets, by name, e.g. the hub: outside all ranges above. */
  readonly peers: ReadonlyMapOf<string>;
  readonly egress: EgressSettings;
  /**
   * Gives Key Vault, and a registry and a Service Bus namespace of the Premium tier, addresses in the network and
   * takes their public ones away.
   */
  readonly privateEndpoints: boolean;
  /** Public CIDRs that reach Key Vault and a Premium registry all the same, e.g. of runners that push images. */
  readonly allowedIpRanges: readonly string[];
}

/**
 * How nodes reach the internet: through the cluster's load balancer; through a NAT gateway, whose ports do not run out
 * and whose address outlives the cluster; or through a firewall at `address`, which lets out what it knows.
 */
export type EgressSettings =
  | { readonly type: "loadBalancer" }
  | { readonly type: "natGateway" }
  | { readonly type: "firewall"; readonly address: string };

export interface KubernetesSettings {
  /** Minor version, e.g. `1.36`: AKS picks the newest patch. */
  readonly version: string;
  readonly tier: "Free" | "Standard" | "Premium";
  /** `AKSLongTermSupport`: a year more of security fixes for a minor version; Premium tier only. */
  readonly supportPlan: "KubernetesOfficial" | "AKSLongTermSupport";
  /**
   * Where the API server is reached. `integrated` gives it addresses in the network as well, so that nodes do not
   * leave it; `private` gives it no others.
   */
  readonly apiServer: "public" | "integrated" | "private";
  /** CIDRs that may reach the API server's public address. Empty: any address, still behind Entra. */
  readonly authorizedIpRanges: readonly string[];
  /** Which versions AKS moves the cluster to by itself. */
  readonly upgradeChannel: "patch" | "stable" | "rapid";
  /** How nodes get security updates: as new images, or in place between them. */
  readonly nodeOsUpgradeChannel: "NodeImage" | "SecurityPatch";
  readonly maintenance: MaintenanceSettings;
  /** Hours between two searches for images that no node needs: 24 to 2160. */
  readonly imageCleanerHours: number;
  /** How soon the cluster autoscaler gives nodes back. */
  readonly autoscaler: "steady" | "thrifty";
  /** AKS's vertical pod autoscaler. */
  readonly verticalPodAutoscaler: boolean;
  /** Cost of namespaces and objects in Azure's cost analysis; not in the tier Free. */
  readonly costAnalysis: boolean;
  /** Azure's own best practices for pods: `Warn` says what breaks them, `Enforce` refuses and changes it. */
  readonly safeguards: "off" | "Warn" | "Enforce";
}

export const maintenanceDays = [
  "Monday",
  "Tuesday",
  "Wednesday",
  "Thursday",
  "Friday",
  "Saturday",
  "Sunday",
] as const;
export type MaintenanceDay = (typeof maintenanceDays)[number];

/** When AKS may upgrade Kubernetes, nodes and its own parts: once a week, in UTC. */
export interface MaintenanceSettings {
  /** `none`: whenever AKS likes. */
  readonly day: MaintenanceDay | "none";
  /** 0 to 23. */
  readonly startHour: number;
  /** 4 to 24. */
  readonly durationHours: number;
}

export const nodePoolRoles = ["system", "service", "worker", "spot"] as const;
export type NodePoolRole = (typeof nodePoolRoles)[number];

export interface NodePoolSettings {
  /** Azure VM size, e.g. `Standard_D4s_v5`. */
  readonly vmSize: string;
  /** Fewest nodes; 0 only for `worker` and `spot`. */
  readonly min: number;
  /** Most nodes. */
  readonly max: number;
  /** Availability zones, e.g. `["1", "2", "3"]`; empty for a region without zones. */
  readonly zones: readonly string[];
}

export interface KeyVaultSettings {
  /** Days a deleted vault or secret can be recovered: 7 to 90. */
  readonly softDeleteDays: number;
}

export interface RegistrySettings {
  readonly sku: "Basic" | "Standard" | "Premium";
}

export interface ServiceBusSettings {
  readonly sku: "Basic" | "Standard" | "Premium";
  /** Messaging units; Premium only. */
  readonly capacity?: number;
}

/** What is kept of what happens in an environment. */
export interface MonitoringSettings {
  /** A Log Analytics workspace with the audit logs of the cluster and the services around it. */
  readonly logs: boolean;
  /** Days logs are kept: 30 to 730. */
  readonly retentionDays: number;
  /** Microsoft Defender for Containers, which reports to the workspace of `logs`. */
  readonly defender: boolean;
  /** Managed Prometheus, and alerts over its metrics. */
  readonly metrics: boolean;
  /** Managed Grafana over `metrics`. */
  readonly grafana: boolean;
  /** Who is told of alerts; at least one with `metrics`. */
  readonly alertEmails: readonly string[];
}

/** What an environment may cost. */
export interface CostSettings {
  /** In the currency of the subscription; 0: no budget. */
  readonly monthlyBudget: number;
  /** Who is told; at least one with a budget. */
  readonly contactEmails: readonly string[];
}

/** Copies of the cluster's objects and volumes. */
export interface BackupSettings {
  /** Makes the vault and its policy. */
  readonly enabled: boolean;
  /** Days a copy is kept: 7 to 360. */
  readonly retentionDays: number;
  /** Over which distance the vault keeps its data; cannot be changed afterwards. */
  readonly redundancy: "LocallyRedundant" | "ZoneRedundant" | "GeoRedundant";
}

/** How an add-on gets into the cluster: its Helm chart, a switch on the AKS cluster, or not at all. */
export type AddonDriver = "chart" | "aks" | "none";

export interface AddonSettings {
  readonly keda: { readonly driver: AddonDriver };
  readonly certManager: { readonly driver: Exclude<AddonDriver, "aks">; readonly issuer: CertificateIssuer };
  readonly ingress: { readonly driver: AddonDriver };
}

/** Who signs the certificates of tenant hosts. */
export type CertificateIssuer =
  | { readonly type: "selfSigned" }
  | { readonly type: "acme"; readonly server: "staging" | "production"; readonly email: string };

/** A chart on disk, or, where no chart is to be had, the folder of its CRDs alone. */
export type ChartSource = { readonly path: string } | { readonly crds: string };

export interface CalendarSettings {
  /** What the environment goes on using for a while although its support has ended. */
  readonly accept: readonly AcceptedEnd[];
}

export interface AcceptedEnd {
  /** Id of an entry of the calendar, e.g. `kubernetes/1.34`. */
  readonly id: string;
  /** Why, for those who read it later. */
  readonly reason: string;
  /** Last day of the exception, `YYYY-MM-DD`. */
  readonly until: string;
}
