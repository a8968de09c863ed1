/** What a cluster is asked to be: plain values, apart from the ids that flow in. */

import type * as pulumi from "@pulumi/pulumi";
import { azureName } from "../../config/naming.ts";
import { podsPerNode } from "../../config/nodeCapacity.ts";
import type { AddonDriver, EntraSettings, KubernetesSettings, NetworkSettings } from "../../config/types.ts";
import { nodeOsSku, podNetwork } from "../../config/versions.ts";
import type { AzureScope } from "../base/azure.ts";
import type { KubeletIdentity } from "./clusterIdentities.ts";
import type { IngressProfile, ManagedClusterArgs } from "./containerService.ts";
import { outboundTypes } from "./egress.ts";
import { criticalAddonsTaint, hardening, zonesOf } from "./nodePoolSettings.ts";

export interface ClusterArgs {
  readonly azure: AzureScope;
  readonly kubernetes: KubernetesSettings;
  readonly network: NetworkSettings;
  readonly entra: EntraSettings;
  /** VM size and zones of the one pool a cluster is born with. */
  readonly bootPool: { readonly vmSize: string; readonly zones: readonly string[] };
  /** Subnet of the pool the cluster is born with. */
  readonly nodeSubnetId: pulumi.Input<string>;
  /** Subnet of the API server; needed unless `kubernetes.apiServer` is `public`. */
  readonly apiServerSubnetId?: pulumi.Input<string> | undefined;
  readonly controlPlaneId: pulumi.Input<string>;
  readonly kubelet: KubeletIdentity;
  /** Log Analytics workspace that Defender reports to; absent: no Defender. */
  readonly defenderWorkspaceId?: pulumi.Input<string> | undefined;
  /** Collects metrics for managed Prometheus. */
  readonly metrics: boolean;
  readonly kedaDriver: AddonDriver;
  readonly ingressDriver: AddonDriver;
}

export function clusterInputs(args: ClusterArgs): ManagedClusterArgs {
  const { azure, kubernetes } = args;
  const { environment } = azure;
  return {
    resourceGroupName: azure.resourceGroup,
    resourceName: azureName("cluster", environment),
    location: environment.region,
    tags: environment.tags,
    sku: { name: "Base", tier: kubernetes.tier },
    kubernetesVersion: kubernetes.version,
    supportPlan: kubernetes.supportPlan,
    dnsPrefix: azureName("cluster", environment),
    nodeResourceGroup: azureName("resourceGroup", environment, "nodes"),
    agentPoolProfiles: [bootPool(args)],
    autoUpgradeProfile: {
      upgradeChannel: kubernetes.upgradeChannel,
      nodeOSUpgradeChannel: kubernetes.nodeOsUpgradeChannel,
    },
    autoScalerProfile: autoscalerProfiles[kubernetes.autoscaler],
    metricsProfile: { costAnalysis: { enabled: kubernetes.costAnalysis } },
    ...identity(args),
    ...security(args),
    ...access(args),
    ...(args.metrics ? { azureMonitorProfile: { metrics: { enabled: true } } } : {}),
    networkProfile: networkProfile(args.network),
    addonProfiles: {
      azurepolicy: { enabled: true },
      azureKeyvaultSecretsProvider: {
        enabled: true,
        config: { enableSecretRotation: "true", rotationPollInterval: "2m" },
      },
    },
    workloadAutoScalerProfile: {
      keda: { enabled: args.kedaDriver === "aks" },
      verticalPodAutoscaler: { enabled: kubernetes.verticalPodAutoscaler },
    },
    ingressProfile: ingressProfile(args.ingressDriver),
  };
}

/**
 * Both fill nodes up before they add one, and keep pools of one kind equal across zones. `thrifty` moves pods off
 * nodes that are less than two thirds full, and soon; `steady` leaves them alone for longer.
 */
const autoscalerProfiles = {
  steady: {
    expander: "least-waste",
    balanceSimilarNodeGroups: "true",
    scaleDownUnneededTime: "10m",
    scaleDownUtilizationThreshold: "0.5",
    skipNodesWithLocalStorage: "true",
  },
  thrifty: {
    expander: "least-waste",
    balanceSimilarNodeGroups: "true",
    scaleDownUnneededTime: "4m",
    scaleDownUtilizationThreshold: "0.65",
    skipNodesWithLocalStorage: "false",
  },
} as const satisfies Record<KubernetesSettings["autoscaler"], object>;

/**
 * ARM creates no cluster without a System pool, and cannot edit an inline pool afterwards without disturbing all
 * pools. So this one is as small as can be, carries only critical add-ons and never changes; everything that may
 * change lives in the pools of nodePools.ts.
 */
function bootPool({ bootPool: pool, nodeSubnetId }: ClusterArgs) {
  return {
    name: "boot",
    mode: "System",
    type: "VirtualMachineScaleSets",
    count: 1,
    vmSize: pool.vmSize,
    ...zonesOf(pool),
    osType: "Linux",
    osSKU: nodeOsSku,
    maxPods: podsPerNode,
    enableNodePublicIP: false,
    ...hardening,
    nodeTaints: [criticalAddonsTaint],
    vnetSubnetID: nodeSubnetId,
  };
}

type Part<Key extends keyof ManagedClusterArgs> = Pick<ManagedClusterArgs, Key>;

function identity({
  controlPlaneId,
  kubelet,
}: ClusterArgs): Part<"identity" | "identityProfile" | "oidcIssuerProfile"> {
  return {
    identity: { type: "UserAssigned", userAssignedIdentities: [controlPlaneId] },
    identityProfile: {
      kubeletidentity: { resourceId: kubelet.id, clientId: kubelet.clientId, objectId: kubelet.principalId },
    },
    oidcIssuerProfile: { enabled: true },
  };
}

function security({ defenderWorkspaceId, kubernetes }: ClusterArgs): Part<"securityProfile"> {
  const defender = {
    logAnalyticsWorkspaceResourceId: defenderWorkspaceId,
    securityMonitoring: { enabled: true },
  };
  return {
    securityProfile: {
      workloadIdentity: { enabled: true },
      imageCleaner: { enabled: true, intervalHours: kubernetes.imageCleanerHours },
      ...(defenderWorkspaceId === undefined ? {} : { defender }),
    },
  };
}

function access({ entra, kubernetes, apiServerSubnetId }: ClusterArgs) {
  const ranges = kubernetes.authorizedIpRanges;
  const integrated = { enableVnetIntegration: true, subnetId: apiServerSubnetId };
  return {
    enableRBAC: true,
    disableLocalAccounts: true,
    aadProfile: { managed: true, enableAzureRBAC: true, adminGroupObjectIDs: [...entra.adminGroups] },
    apiServerAccessProfile: {
      disableRunCommand: true,
      ...(kubernetes.apiServer === "public" ? {} : integrated),
      ...(kubernetes.apiServer === "private" ? { enablePrivateCluster: true, privateDNSZone: "system" } : {}),
      ...(ranges.length > 0 ? { authorizedIPRanges: [...ranges] } : {}),
    },
  };
}

function networkProfile(network: NetworkSettings) {
  return {
    ...podNetwork,
    podCidr: network.podCidr,
    serviceCidr: network.serviceCidr,
    dnsServiceIP: network.dnsServiceIp,
    loadBalancerSku: "standard",
    outboundType: outboundTypes[network.egress.type],
  };
}

/** The CRDs are AKS's own whoever serves them: it keeps them at the version that fits the cluster. */
function ingressProfile(driver: AddonDriver): IngressProfile {
  if (driver === "none") return { gatewayAPI: { installation: "Disabled" } };
  const gatewayAPI = { installation: "Standard" } as const;
  if (driver === "chart") return { gatewayAPI };
  return {
    gatewayAPI,
    webAppRouting: { gatewayAPIImplementations: { appRoutingIstio: { mode: "Enabled" } } },
  };
}
