/** Classes of azure-native that take tags, by module; subnets, queues, role assignments and the like take none. */
const byService: Readonly<Record<string, readonly string[]>> = {
  alertsmanagement: ["PrometheusRuleGroup"],
  app: ["ContainerApp", "ManagedEnvironment"],
  appconfiguration: ["ConfigurationStore"],
  automation: ["AutomationAccount"],
  cognitiveservices: ["Account"],
  compute: ["Disk", "DiskEncryptionSet", "VirtualMachine", "VirtualMachineScaleSet"],
  containerregistry: ["Registry"],
  containerservice: ["AgentPool", "Fleet", "ManagedCluster"],
  dashboard: ["Grafana"],
  dataprotection: ["BackupVault"],
  dbforpostgresql: ["Server"],
  dns: ["Zone"],
  eventhub: ["Namespace"],
  keyvault: ["ManagedHsm", "Vault"],
  managedidentity: ["UserAssignedIdentity"],
  monitor: ["ActionGroup", "AzureMonitorWorkspace", "DataCollectionEndpoint", "DataCollectionRule"],
  network: [
    ...["ApplicationGateway", "AzureFirewall", "BastionHost", "LoadBalancer", "NatGateway"],
    ...["NetworkInterface", "NetworkSecurityGroup", "PrivateEndpoint", "PrivateLinkService"],
    ...["PublicIPAddress", "PublicIPPrefix", "RouteTable", "VirtualNetwork", "VirtualNetworkGateway"],
    "WebApplicationFirewallPolicy",
  ],
  operationalinsights: ["Workspace"],
  privatedns: ["PrivateZone", "VirtualNetworkLink"],
  recoveryservices: ["Vault"],
  redis: ["Redis"],
  redisenterprise: ["RedisEnterprise"],
  resources: ["ResourceGroup"],
  servicebus: ["Namespace"],
  sql: ["Server"],
  storage: ["StorageAccount"],
  web: ["WebApp"],
};

/** E.g. `keyvault:Vault`. */
export const taggableTypes: readonly string[] = Object.entries(byService).flatMap(([service, kinds]) =>
  kinds.map((kind) => `${service}:${kind}`),
);
