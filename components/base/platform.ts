/** What a tenant may know of the platform it runs on, and nothing else. */

import type * as pulumi from "@pulumi/pulumi";
import type { AzureScope } from "./azure.ts";
import type { ServiceAccountRef } from "./workloadIdentity.ts";

export interface Platform {
  readonly azure: AzureScope;
  /** Minor version of the cluster, e.g. `1.36`. */
  readonly kubernetesVersion: string;
  /** Issuer of the cluster's service account tokens. */
  readonly oidcIssuerUrl: pulumi.Input<string>;
  readonly keyVault: { readonly name: string; readonly id: pulumi.Input<string> };
  readonly serviceBus: { readonly namespace: string };
  /** Range in which Azure's services answer inside the network; absent: they answer on public addresses alone. */
  readonly endpointRange?: string | undefined;
  /** The operator that reads queue lengths; absent: no queue workers here. */
  readonly keda?: ServiceAccountRef;
  /** The shared gateway; absent: nothing can be exposed here. */
  readonly gateway?: GatewayRef;
}

export interface GatewayRef {
  readonly name: string;
  readonly namespace: string;
}

/** Host of a Service Bus namespace in the public cloud; plain, as pod templates are. */
export function serviceBusHost(namespace: string): string {
  return `${namespace}.servicebus.windows.net`;
}

/** The gateway has one HTTPS listener for each host; its name follows from the host. */
export function listenerName(host: string): string {
  return `https-${host}`;
}
