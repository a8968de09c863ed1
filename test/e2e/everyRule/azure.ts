import type { Given } from "../../policy/support/engine.ts";
import { agentPool, cluster, registry } from "../../policy/support/aks.ts";
import { postgres, storageAccount, vault } from "../../policy/support/azureData.ts";
import { change, type Body } from "../../policy/support/objects.ts";

const group = "rg-every-rule";
const here = `/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/${group}`;
const ids = {
  cluster: `${here}/providers/Microsoft.ContainerService/managedClusters/aks`,
  registry: `${here}/providers/Microsoft.ContainerRegistry/registries/acr`,
  servers: `${here}/providers/Microsoft.DBforPostgreSQL/flexibleServers/postgres`,
  serviceBus: `${here}/providers/Microsoft.ServiceBus/namespaces/sb`,
  subnet: `${here}/providers/Microsoft.Network/virtualNetworks/vnet/subnets/data`,
};

/** An Azure resource with the tags of its environment, which Pulumi refuses to delete. */
function azure(type: string, name: string, inputs: Body): Given {
  const common = { resourceGroupName: group, tags: { environment: "test" } };
  return { type: `azure-native:${type}`, name, inputs: { ...common, ...inputs }, protect: true };
}

function logged(name: string, resourceUri: string): Given {
  const logs = [{ categoryGroup: "allLogs", enabled: true }];
  return azure("monitor:DiagnosticSetting", name, { resourceUri, logs, tags: undefined });
}

function maintained(name: string, configName: string): Given {
  return azure("containerservice:MaintenanceConfiguration", name, {
    ...{ resourceName: "aks", configName, tags: undefined },
    maintenanceWindow: { durationHours: 4, schedule: { weekly: { dayOfWeek: "Sunday", intervalWeeks: 1 } } },
  });
}

/** What a cluster and its registry can do wrong. */
const aks: readonly Given[] = [
  // aks-entra-auth-only, -api-server-restricted, -network-policy-engine, -workload-identity-enabled,
  // -version-and-upgrades and -security-features
  azure("containerservice:ManagedCluster", "aks", {
    resourceName: "aks",
    ...cluster({
      disableLocalAccounts: false,
      "apiServerAccessProfile.authorizedIPRanges": undefined,
      "networkProfile.networkPolicy": undefined,
      "securityProfile.workloadIdentity.enabled": false,
      "autoUpgradeProfile.upgradeChannel": "none",
      "securityProfile.imageCleaner.enabled": false,
      identityProfile: { kubeletidentity: { objectId: "11111111-1111-1111-1111-111111111111" } },
    }),
  }),
  logged("aks-logs", ids.cluster),
  maintained("cluster-window", "aksManagedAutoUpgradeSchedule"),
  maintained("nodes-window", "aksManagedNodeOSUpgradeSchedule"),
  // aks-node-pool-hardening, aks-node-pool-resilience
  azure("containerservice:AgentPool", "pool", {
    resourceName: "aks",
    ...agentPool({ enableNodePublicIP: true, availabilityZones: undefined }),
  }),
  // acr-hygiene, acr-no-shared-credentials, stack-registry-pull-wiring
  azure("containerregistry:Registry", "acr", {
    registryName: "acr",
    ...registry({
      adminUserEnabled: true,
      "policies.retentionPolicy": { status: "disabled" },
      publicNetworkAccess: "Enabled",
      networkRuleSet: { defaultAction: "Deny" },
    }),
  }),
  logged("acr-logs", ids.registry),
];

/** What data services can do wrong. */
const data: readonly Given[] = [
  // kv-rbac-and-recovery, stack-azure-companions
  azure("keyvault:Vault", "vault", {
    vaultName: "vault",
    ...change(vault, { "properties.enablePurgeProtection": undefined }),
  }),
  // kv-secret-expiry
  azure("keyvault:Secret", "secret", {
    ...{ vaultName: "vault", secretName: "secret" },
    properties: { contentType: "text/plain", value: "changeme" },
  }),
  // sb-entra-only-tls, stack-private-endpoints-complete
  azure("servicebus:Namespace", "sb", {
    ...{ namespaceName: "sb", publicNetworkAccess: "Disabled", disableLocalAuth: false },
  }),
  logged("sb-logs", ids.serviceBus),
  // sb-queue-dead-letter
  azure("servicebus:Queue", "queue", {
    ...{ namespaceName: "sb", queueName: "orders", tags: undefined },
    ...{ defaultMessageTimeToLive: "P7D", maxDeliveryCount: 5, lockDuration: "PT1M" },
  }),
  // storage-secure-baseline, paas-network-restricted, azure-protect-stateful
  {
    ...azure("storage:StorageAccount", "storage", {
      accountName: "storage",
      ...change(storageAccount, {
        allowSharedKeyAccess: true,
        networkRuleSet: { defaultAction: "Allow" },
      }),
    }),
    protect: false,
  },
  // postgres-secure-baseline, postgres-resilience
  azure("dbforpostgresql:Server", "postgres", {
    serverName: "postgres",
    ...change(postgres, {
      "authConfig.passwordAuth": "Enabled",
      highAvailability: undefined,
      network: { delegatedSubnetResourceId: ids.subnet },
    }),
  }),
  logged("postgres-logs", ids.servers),
];

/** What networks, groups and identities can do wrong. */
const platform: readonly Given[] = [
  // azure-tags-and-regions
  azure("resources:ResourceGroup", "group", { location: "westeurope", tags: {} }),
  // net-subnet-nsg-private
  azure("network:Subnet", "subnet", {
    ...{ virtualNetworkName: "vnet", subnetName: "nodes", tags: undefined },
    ...{ addressPrefix: "10.0.0.0/24", defaultOutboundAccess: false },
  }),
  // net-nsg-no-open-inbound
  azure("network:NetworkSecurityGroup", "nsg", {
    networkSecurityGroupName: "nsg",
    securityRules: [
      {
        ...{ name: "ssh", priority: 100, direction: "Inbound", access: "Allow", protocol: "Tcp" },
        ...{ sourceAddressPrefix: "*", sourcePortRange: "*" },
        ...{ destinationAddressPrefix: "*", destinationPortRange: "22" },
      },
    ],
  }),
  // azure-identity-least-privilege
  azure("authorization:RoleAssignment", "owner", {
    resourceGroupName: undefined,
    tags: undefined,
    scope: ids.serviceBus,
    roleDefinitionId: `${here}/providers/Microsoft.Authorization/roleDefinitions/8e3af657-a8ff-443c-a75c-2fe8c4bcb635`,
    ...{ principalId: "22222222-2222-2222-2222-222222222222", principalType: "ServicePrincipal" },
  }),
  // stack-federated-identity-matches-sa
  azure("managedidentity:FederatedIdentityCredential", "credential", {
    ...{ resourceName: "identity", federatedIdentityCredentialResourceName: "credential", tags: undefined },
    issuer: "https://westeurope.oic.prod-aks.azure.com/0000/1111/",
    subject: "system:serviceaccount:shop:nobody",
    audiences: ["api://AzureADTokenExchange"],
  }),
];

export const azureResources: readonly Given[] = [...aks, ...data, ...platform];
