/** Clusters, pools and registries that keep every rule, to break one field at a time. */

import { change, type Body } from "./objects.ts";

export function pool(changes: Body = {}): Body {
  const body = {
    mode: "System",
    type: "VirtualMachineScaleSets",
    enableAutoScaling: true,
    minCount: 3,
    maxCount: 5,
    availabilityZones: ["1", "2", "3"],
    nodeTaints: ["CriticalAddonsOnly=true:NoSchedule"],
    maxPods: 110,
    osType: "Linux",
    orchestratorVersion: "1.36",
    enableEncryptionAtHost: true,
    enableNodePublicIP: false,
    securityProfile: { sshAccess: "Disabled" },
    upgradeSettings: { maxSurge: "33%" },
  };
  return change(body, changes);
}

/** A pool as a resource of its own. */
export function agentPool(changes: Body = {}): Body {
  return { agentPoolName: "system", ...pool(changes) };
}

export function cluster(changes: Body = {}): Body {
  const body = {
    sku: { name: "Base", tier: "Standard" },
    kubernetesVersion: "1.36",
    identity: { type: "UserAssigned" },
    disableLocalAccounts: true,
    enableRBAC: true,
    aadProfile: { managed: true, enableAzureRBAC: true, adminGroupObjectIDs: ["group-a"] },
    apiServerAccessProfile: { authorizedIPRanges: ["203.0.113.0/24"], disableRunCommand: true },
    networkProfile: { networkPlugin: "azure", networkPolicy: "cilium", loadBalancerSku: "standard" },
    oidcIssuerProfile: { enabled: true },
    securityProfile: {
      workloadIdentity: { enabled: true },
      imageCleaner: { enabled: true },
      defender: { securityMonitoring: { enabled: true } },
    },
    autoUpgradeProfile: { upgradeChannel: "patch", nodeOSUpgradeChannel: "NodeImage" },
    addonProfiles: {
      azurepolicy: { enabled: true },
      azureKeyvaultSecretsProvider: { enabled: true, config: { enableSecretRotation: "true" } },
    },
    agentPoolProfiles: [{ name: "boot", ...pool() }],
  };
  return change(body, changes);
}

export function registry(changes: Body = {}): Body {
  const body = {
    sku: { name: "Premium" },
    adminUserEnabled: false,
    anonymousPullEnabled: false,
    publicNetworkAccess: "Disabled",
    policies: {
      azureADAuthenticationAsArmPolicy: { status: "disabled" },
      exportPolicy: { status: "disabled" },
      retentionPolicy: { status: "enabled", days: 30 },
    },
  };
  return change(body, changes);
}

export const clusterType = "containerservice:ManagedCluster";
export const agentPoolType = "containerservice:AgentPool";
export const registryType = "containerregistry:Registry";
