import type { Props } from "../values.ts";

/** The kinds of cluster-wide objects that the emulator makes, with where the API server keeps them. */
export const kinds = {
  Node: "/api/v1/nodes",
  StorageClass: "/apis/storage.k8s.io/v1/storageclasses",
  CustomResourceDefinition: "/apis/apiextensions.k8s.io/v1/customresourcedefinitions",
  GatewayClass: "/apis/gateway.networking.k8s.io/v1/gatewayclasses",
} as const;

export type Kind = keyof typeof kinds;

export type Labels = Readonly<Record<string, string>>;

/** As much of the local API server as the emulator needs. */
export interface Kubernetes {
  /** Server-side apply. */
  apply(kind: Kind, object: Props): Promise<void>;
  /** Objects that carry all these labels; none if the API server does not know the kind. */
  list(kind: Kind, labels: Labels): Promise<readonly Props[]>;
  /** Starts to delete an object; nothing happens if there is none. */
  remove(kind: Kind, name: string): Promise<void>;
}

/** On everything the emulator makes. */
export const managedBy: Labels = { "aks-platform.local/managed-by": "azure-emulator" };

/** Which switch of the cluster an object belongs to, and which pool a node does. */
export const switchLabel = "aks-platform.local/switch";
export const poolLabel = "aks-platform.local/pool";
