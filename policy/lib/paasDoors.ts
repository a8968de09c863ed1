/** Where a service says who reaches it. */
export interface Doors {
  readonly publicAccess: readonly string[];
  /** Firewall of a service; the value of its `defaultAction` that is not set lets everyone in. */
  readonly firewall?: readonly string[];
  readonly bypass?: readonly string[];
  /** In each of the firewall's ipRules, the key of the address. */
  readonly address?: string;
  /** A network of one's own, in place of a public address. */
  readonly subnet?: readonly string[];
}

/** By type. A namespace of Service Bus keeps its firewall in a resource of its own. */
export const doors: Readonly<Record<string, Doors>> = {
  "containerregistry:Registry": {
    publicAccess: ["publicNetworkAccess"],
    firewall: ["networkRuleSet"],
    bypass: ["networkRuleBypassOptions"],
    address: "iPAddressOrRange",
  },
  "keyvault:Vault": {
    publicAccess: ["properties", "publicNetworkAccess"],
    firewall: ["properties", "networkAcls"],
    bypass: ["properties", "networkAcls", "bypass"],
    address: "value",
  },
  "servicebus:Namespace": { publicAccess: ["publicNetworkAccess"] },
  "servicebus:NamespaceNetworkRuleSet": {
    publicAccess: ["publicNetworkAccess"],
    firewall: [],
    address: "ipMask",
  },
  "storage:StorageAccount": {
    publicAccess: ["publicNetworkAccess"],
    firewall: ["networkRuleSet"],
    bypass: ["networkRuleSet", "bypass"],
    address: "iPAddressOrRange",
  },
  "dbforpostgresql:Server": {
    publicAccess: ["network", "publicNetworkAccess"],
    subnet: ["network", "delegatedSubnetResourceId"],
  },
};
