/** What an environment promises to those who build on it: everything they may know, and nothing else. */

import * as pulumi from "@pulumi/pulumi";
import type { Platform } from "../components/base/platform.ts";
import type { Cluster } from "../components/cloud/cluster.ts";
import type { KeyVault } from "../components/cloud/keyVault.ts";
import type { Registry } from "../components/cloud/registry.ts";
import type { ServiceBus } from "../components/cloud/serviceBus.ts";
import { controllers } from "../components/addons/gateway.ts";
import type { Environment, Tenant } from "../config/types.ts";

/** Raised with every change that a reader has to know of. */
export const contractVersion = 1;

export interface PlatformContract {
  readonly contract: typeof contractVersion;
  readonly environment: string;
  readonly region: string;
  readonly azure: {
    readonly subscriptionId: string;
    readonly tenantId: string;
    readonly resourceGroup: string;
  };
  readonly cluster: {
    readonly name: string;
    readonly resourceGroup: string;
    readonly kubernetesVersion: string;
    readonly oidcIssuerUrl: string;
  };
  readonly registry: { readonly loginServer: string };
  readonly keyVault: { readonly name: string; readonly id: string; readonly uri: string };
  readonly serviceBus: { readonly namespace: string; readonly endpoint: string };
  /** Null: nothing can be exposed. */
  readonly ingress: { readonly gateway: string; readonly namespace: string; readonly class: string } | null;
  /** Null: nothing scales on queues. */
  readonly keda: { readonly namespace: string; readonly serviceAccount: string } | null;
  /** By name: namespace and hosts. */
  readonly tenants: Readonly<
    Record<string, { readonly namespace: string; readonly hosts: readonly string[] }>
  >;
}

export interface ContractSources {
  readonly environment: Environment;
  readonly tenants: readonly Tenant[];
  readonly platform: Platform;
  readonly cluster: { readonly cluster: Cluster; readonly registry: Registry };
  readonly keyVault: KeyVault;
  readonly serviceBus: ServiceBus;
}

export function contractOf(sources: ContractSources): pulumi.Output<PlatformContract> {
  const { environment, platform, cluster, keyVault, serviceBus } = sources;
  const { azure, keda } = platform;
  const { resourceGroup } = azure;
  return pulumi.output({
    contract: contractVersion,
    environment: environment.name,
    region: environment.region,
    azure: { subscriptionId: azure.subscriptionId, tenantId: azure.tenantId, resourceGroup },
    cluster: {
      name: cluster.cluster.clusterName,
      resourceGroup,
      kubernetesVersion: platform.kubernetesVersion,
      oidcIssuerUrl: platform.oidcIssuerUrl,
    },
    registry: { loginServer: cluster.registry.loginServer },
    keyVault: { name: keyVault.vaultName, id: keyVault.vaultId, uri: keyVault.uri },
    serviceBus: { namespace: serviceBus.namespaceName, endpoint: serviceBus.endpoint },
    ingress: ingressOf(environment, platform),
    keda: keda ? { namespace: keda.namespace, serviceAccount: keda.name } : null,
    tenants: Object.fromEntries(sources.tenants.map((tenant) => [tenant.name, summary(tenant)])),
  });
}

function ingressOf({ addons }: Environment, { gateway }: Platform): PlatformContract["ingress"] {
  const { driver } = addons.ingress;
  if (!gateway || driver === "none") return null;
  return { gateway: gateway.name, namespace: gateway.namespace, class: controllers[driver].className };
}

function summary({ name, services }: Tenant) {
  const hosts = Object.values(services).flatMap(({ expose }) => (expose ? [expose.host] : []));
  return { namespace: name, hosts: [...new Set(hosts)].sort() };
}
