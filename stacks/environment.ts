/** An environment: which components, in which order, who gets what. */

import { getClientConfigOutput } from "@pulumi/azure-native/authorization/getClientConfig.js";
import { ResourceGroup } from "@pulumi/azure-native/resources/resourceGroup.js";
import type * as pulumi from "@pulumi/pulumi";
import { gateway } from "../components/addons/gateway.ts";
import { kedaOperator } from "../components/addons/keda.ts";
import type { AzureScope } from "../components/base/azure.ts";
import { BackupVault } from "../components/cloud/backupVault.ts";
import { Budget, monthStart } from "../components/cloud/budget.ts";
import type { Platform } from "../components/base/platform.ts";
import { KeyVault } from "../components/cloud/keyVault.ts";
import { Network } from "../components/cloud/network.ts";
import type { ServiceAccess } from "../components/cloud/privateEndpoint.ts";
import { ServiceBus } from "../components/cloud/serviceBus.ts";
import type { Configuration } from "../config/load.ts";
import { azureName } from "../config/naming.ts";
import type { Environment } from "../config/types.ts";
import { createAddons } from "./addons.ts";
import { createCluster } from "./cluster.ts";
import { contractOf, type PlatformContract } from "./contract.ts";
import { createMonitoring, monitor } from "./monitoring.ts";
import { createTenant } from "./tenant.ts";

/**
 * Everything of one environment. Returns what it promises to those who build on it.
 *
 * @param today In its month a budget begins that is not there yet.
 */
export function createEnvironment(
  { environment, tenants }: Pick<Configuration, "environment" | "tenants">,
  today: Date,
): pulumi.Output<PlatformContract> {
  const { protect, addons } = environment;
  const azure = createScope(environment);
  const network = createNetwork(environment, azure);
  const access = serviceAccess(environment, network);
  const stateful = { dependsOn: [network], protect };
  const vaultArgs = { azure, settings: environment.keyVault, access, subnetIds: network.nodeSubnetIds };
  const keyVault = new KeyVault("key-vault", vaultArgs, stateful);
  const busArgs = { azure, settings: environment.serviceBus, access };
  const serviceBus = new ServiceBus("service-bus", busArgs, stateful);

  createUpkeep(environment, azure, network, today);
  const monitoring = createMonitoring(environment, azure, { dependsOn: [network] });
  const cluster = createCluster(environment, azure, { network, access, monitoring });
  if (monitoring) monitor(azure, monitoring, { cluster, keyVault, serviceBus });
  const inCluster = { providers: { kubernetes: cluster.access.provider }, dependsOn: cluster.nodes };
  const installed = createAddons(environment, tenants, azure, inCluster);

  const keda = kedaOperator(addons.keda.driver);
  const platform: Platform = {
    azure,
    kubernetesVersion: environment.kubernetes.version,
    oidcIssuerUrl: cluster.cluster.oidcIssuerUrl,
    keyVault: { name: keyVault.vaultName, id: keyVault.vaultId },
    serviceBus: { namespace: serviceBus.namespaceName },
    endpointRange: environment.network.subnets.endpoints,
    ...(keda ? { keda } : {}),
    ...(addons.ingress.driver === "none" ? {} : { gateway }),
  };
  const after = [...cluster.nodes, ...installed, keyVault, serviceBus];
  for (const tenant of tenants) createTenant(tenant, platform, { ...inCluster, dependsOn: after });
  return contractOf({ environment, tenants, platform, cluster, keyVault, serviceBus });
}

function createScope(environment: Environment): AzureScope {
  const client = getClientConfigOutput();
  const resourceGroup = azureName("resourceGroup", environment);
  return { environment, resourceGroup, subscriptionId: client.subscriptionId, tenantId: client.tenantId };
}

/** The network in the resource group; what depends on the one has the other. */
function createNetwork(environment: Environment, azure: AzureScope): Network {
  const group = new ResourceGroup("resource-group", {
    resourceGroupName: azure.resourceGroup,
    location: environment.region,
    tags: environment.tags,
  });
  const publicIngress = environment.addons.ingress.driver !== "none";
  return new Network(
    "network",
    { azure, settings: environment.network, publicIngress },
    { dependsOn: [group] },
  );
}

/** Who reaches the services that hold state. */
function serviceAccess({ network }: Environment, { networkId, subnetIds }: Network): ServiceAccess {
  const { endpoints: subnetId } = subnetIds;
  return { endpoint: subnetId && { subnetId, networkId }, ipRanges: network.allowedIpRanges };
}

/** What watches over the environment's cost and keeps its copies, where the settings ask for it. */
function createUpkeep(
  { cost, backup, protect }: Environment,
  azure: AzureScope,
  network: Network,
  today: Date,
): void {
  if (cost.monthlyBudget > 0) {
    const start = monthStart(today);
    new Budget("budget", { azure, settings: cost, start }, { dependsOn: [network] });
  }
  if (backup.enabled) {
    new BackupVault("backup", { azure, settings: backup }, { dependsOn: [network], protect });
  }
}
