import { root, type Field } from "./read.ts";

/** One Azure resource, from whatever version of azure-native's packages. */
export interface AzureResource {
  /** Module of azure-native, e.g. `containerservice`. */
  readonly service: string;
  /** Class of azure-native, e.g. `ManagedCluster`. */
  readonly kind: string;
  /** What the program sends to Azure; what it leaves out takes Azure's default. */
  readonly body: Field;
  /** Pulumi refuses to delete it. Undefined where the source does not tell. */
  readonly protect?: boolean | undefined;
}

/**
 * The Azure resource behind a Pulumi type: `azure-native:containerservice:ManagedCluster`, with a version in its
 * module (`containerservice/v20260301`) or in its package (`azure-native_containerservice_v20260301`).
 */
export function azureFrom(type: string, props: unknown, protect?: boolean): AzureResource | undefined {
  const match = /^azure-native(?:_[a-z0-9]+_v\w+)?:([a-z0-9]+)(?:\/v\w+)?:(\w+)$/.exec(type);
  if (match === null) return undefined;
  const [, service = "", kind = ""] = match;
  return { service, kind, body: root(props), protect };
}

/** `containerservice:ManagedCluster`: how rules name types. */
export function azureType({ service, kind }: AzureResource): string {
  return `${service}:${kind}`;
}
