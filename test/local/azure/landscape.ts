import type { Props } from "../../../local/azure/values.ts";
import type { Client } from "./client.ts";

export const tokens = {
  group: "azure-native:resources:ResourceGroup",
  network: "azure-native:network:VirtualNetwork",
  subnet: "azure-native:network:Subnet",
  nsg: "azure-native:network:NetworkSecurityGroup",
  address: "azure-native:network:PublicIPAddress",
  nat: "azure-native:network:NatGateway",
  routes: "azure-native:network:RouteTable",
  endpoint: "azure-native:network:PrivateEndpoint",
  zoneGroup: "azure-native:network:PrivateDnsZoneGroup",
  zone: "azure-native:privatedns:PrivateZone",
  zoneLink: "azure-native:privatedns:VirtualNetworkLink",
  logs: "azure-native:operationalinsights:Workspace",
  metrics: "azure-native:monitor:AzureMonitorWorkspace",
  collectionRule: "azure-native:monitor:DataCollectionRule",
  association: "azure-native:monitor:DataCollectionRuleAssociation",
  diagnostics: "azure-native:monitor:DiagnosticSetting",
  actionGroup: "azure-native:monitor:ActionGroup",
  alerts: "azure-native:alertsmanagement:PrometheusRuleGroup",
  grafana: "azure-native:dashboard:Grafana",
  budget: "azure-native:consumption:Budget",
  backupVault: "azure-native:dataprotection:BackupVault",
  backupPolicy: "azure-native:dataprotection:BackupPolicy",
  identity: "azure-native:managedidentity:UserAssignedIdentity",
  credential: "azure-native:managedidentity:FederatedIdentityCredential",
  cluster: "azure-native:containerservice:ManagedCluster",
  maintenance: "azure-native:containerservice:MaintenanceConfiguration",
  safeguard: "azure-native:containerservice:DeploymentSafeguard",
  pool: "azure-native:containerservice:AgentPool",
  vault: "azure-native:keyvault:Vault",
  registry: "azure-native:containerregistry:Registry",
  bus: "azure-native:servicebus:Namespace",
  queue: "azure-native:servicebus:Queue",
  role: "azure-native:authorization:RoleAssignment",
} as const;

export const subscription = "/subscriptions/00000000-0000-0000-0000-000000000001";
export const groupId = `${subscription}/resourceGroups/rg`;

/** A resource group `rg` in West Europe. */
export function makeGroup(azure: Client, name = "rg") {
  return azure.up(tokens.group, { resourceGroupName: name, location: "West Europe" });
}

/** A network `net` with the subnet `nodes`. */
export async function makeNetwork(azure: Client) {
  await azure.up(tokens.network, {
    resourceGroupName: "rg",
    virtualNetworkName: "net",
    addressSpace: { addressPrefixes: ["10.1.0.0/16"] },
  });
  return azure.up(tokens.subnet, {
    resourceGroupName: "rg",
    virtualNetworkName: "net",
    subnetName: "nodes",
    addressPrefix: "10.1.0.0/20",
  });
}

export function makeIdentity(azure: Client, name = "app") {
  return azure.up(tokens.identity, { resourceGroupName: "rg", resourceName: name });
}

export const systemPool: Props = { name: "system", mode: "System", vmSize: "Standard_D2s_v5", count: 1 };

/** Inputs of a cluster `aks`, with `over` laid on them. */
export function cluster(over: Props = {}): Props {
  return {
    resourceGroupName: "rg",
    resourceName: "aks",
    dnsPrefix: "aks",
    kubernetesVersion: "1.36",
    identity: { type: "SystemAssigned" },
    agentPoolProfiles: [systemPool],
    ...over,
  };
}

/** Inputs of a pool `work` in the cluster `aks`. */
export function pool(over: Props = {}): Props {
  return {
    resourceGroupName: "rg",
    resourceName: "aks",
    agentPoolName: "work",
    mode: "User",
    vmSize: "Standard_D4s_v5",
    count: 2,
    ...over,
  };
}

export const clusterId = `${groupId}/providers/Microsoft.ContainerService/managedClusters/aks`;
export const subnetId = `${groupId}/providers/Microsoft.Network/virtualNetworks/net/subnets/nodes`;

export function roleId(role: string): string {
  return `${subscription}/providers/Microsoft.Authorization/roleDefinitions/${role}`;
}
