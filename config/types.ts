/**
 * What the program knows of its environment and tenants: plain, frozen values, no Pulumi, no file.
 * Everything here is complete: defaults are applied and every name is resolved before a component sees it.
 */

import type { ReadonlyMapOf } from "./environmentTypes.ts";

export * from "./environmentTypes.ts";

/** Where a value was written: 1-based line and column in a file relative to the project's root. */
export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
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
