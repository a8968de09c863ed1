/**
 * What the program knows of its environment and tenants: plain, frozen values, no Pulumi, no file.
 * Everything here is complete: defaults are applied and every name is resolved before a component sees it.
 */

/** A string-keyed map that cannot be changed. */
export type ReadonlyMapOf<T> = Readonly<Record<string, T>>;

/** Where a value was written: 1-based line and column in a file relative to the project's root. */
export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

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

/** One tenant in one environment. */
export interface Tenant {
  readonly name: string;
  readonly owner: { readonly group: string; readonly contact: string; readonly costCenter?: string };
  readonly quota: Quota;
  /** Hosts this tenant may expose; the first is its default. */
  readonly domains: readonly string[];
  /** Image prefixes its workloads may use. */
  readonly registries: readonly string[];
  readonly resources: ReadonlyMapOf<DataResource>;
  readonly services: ReadonlyMapOf<Service>;
  readonly workers: ReadonlyMapOf<Worker>;
  readonly jobs: ReadonlyMapOf<Job>;
}

/** Hard limits of a tenant's namespace, as Kubernetes quantities. */
export interface Quota {
  /** Sum of CPU requests, e.g. `4`. Limits may be twice that. */
  readonly cpu: string;
  /** Sum of memory requests, e.g. `8Gi`. Limits may be twice that. */
  readonly memory: string;
  readonly pods: number;
  /** Sum of volume claims, e.g. `50Gi`. */
  readonly storage: string;
  /** Services of type LoadBalancer. */
  readonly loadBalancers: number;
}

/** Kubernetes quantities. */
export interface Compute {
  readonly requests: { readonly cpu: string; readonly memory: string };
  readonly limits: { readonly cpu: string; readonly memory: string };
}

/** What a workload's `uses` entry resolved to. */
export type Use =
  | { readonly kind: "resource"; readonly name: string }
  | { readonly kind: "service"; readonly name: string }
  | { readonly kind: "worker"; readonly name: string };

/** What every workload has. */
export interface Workload {
  readonly name: string;
  readonly image: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly compute: Compute;
  /** Plain environment variables. */
  readonly env: ReadonlyMapOf<string>;
  /** Key Vault secret name (`<tenant>--<secret>`) by variable: mounted as a file whose path is in `<VARIABLE>_FILE`. */
  readonly secrets: ReadonlyMapOf<string>;
  readonly uses: readonly Use[];
}

/** How the kubelet asks a container how it is. */
export type Health =
  | { readonly kind: "http"; readonly live: string; readonly ready: string; readonly startupSeconds: number }
  | { readonly kind: "exec"; readonly command: readonly string[]; readonly startupSeconds: number };

export interface Service extends Workload {
  /** Container and Service port, 1025-65535. */
  readonly port: number;
  readonly health: Health;
  readonly scale: {
    readonly min: number;
    readonly max: number;
    readonly cpu: number;
    readonly memory?: number;
  };
  /** Absent: reachable only inside the namespace. */
  readonly expose?: { readonly host: string; readonly paths: readonly string[] };
  /** Pods that may be down at once during a drain, at least 1. */
  readonly maxUnavailable: number;
}

export interface Worker extends Workload {
  /** Port of the health endpoint. */
  readonly port: number;
  readonly health: Health;
  readonly queue: { readonly name: string };
  /** Replicas and, in seconds, `poll` and `cooldown`. */
  readonly scale: {
    readonly min: number;
    readonly max: number;
    /** Messages per replica. */
    readonly perReplica: number;
    /** Messages above which the first replica starts. */
    readonly activation: number;
    readonly poll: number;
    readonly cooldown: number;
  };
  /** Longest handling of one message, in seconds. */
  readonly maxMessageSeconds: number;
  readonly maxUnavailable: number;
}

export interface Job extends Workload {
  /** Five-field cron expression. */
  readonly schedule: string;
  /** IANA time zone, default `Etc/UTC`. */
  readonly timeZone: string;
  /** Seconds after which a run is stopped. */
  readonly timeoutSeconds: number;
}

/** A data service of one tenant. */
export interface DataResource {
  readonly name: string;
  readonly type: "mongodb";
  /** `cluster`: a StatefulSet in the tenant's namespace. */
  readonly class: "cluster";
  readonly image: string;
  /** Volume size, e.g. `10Gi`. */
  readonly storage: string;
  /** StorageClass; AKS has `managed-csi` and `managed-csi-premium`. */
  readonly storageClass: string;
  readonly compute: Compute;
}
