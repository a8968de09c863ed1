/** The cluster of an environment, with what it stands on. */

import type * as pulumi from "@pulumi/pulumi";
import type { AzureScope } from "../components/base/azure.ts";
import { Cluster } from "../components/cloud/cluster.ts";
import { ClusterAccess } from "../components/cloud/clusterAccess.ts";
import { ClusterIdentities } from "../components/cloud/clusterIdentities.ts";
import type { Network } from "../components/cloud/network.ts";
import { Maintenance } from "../components/cloud/maintenance.ts";
import type { Monitoring } from "../components/cloud/monitoring/monitoring.ts";
import { NodePools } from "../components/cloud/nodePools.ts";
import type { ServiceAccess } from "../components/cloud/privateEndpoint.ts";
import { Registry } from "../components/cloud/registry.ts";
import { nodeSubnetRoles } from "../config/addressPlan.ts";
import type { Environment } from "../config/types.ts";

export interface ClusterParts {
  readonly cluster: Cluster;
  readonly registry: Registry;
  readonly access: ClusterAccess;
  /** What pods need before they can run: nodes, and the right to pull. */
  readonly nodes: pulumi.Resource[];
}

export interface Surroundings {
  readonly network: Network;
  /** Who reaches the registry. */
  readonly access: ServiceAccess;
  readonly monitoring: Monitoring | undefined;
}

/** The cluster in its network: both inside a resource group that exists. */
export function createCluster(
  environment: Environment,
  azure: AzureScope,
  { network, access: registryAccess, monitoring }: Surroundings,
): ClusterParts {
  const { addons, kubernetes, nodePools, protect } = environment;
  const { poolSubnetIds } = network;
  const identities = new ClusterIdentities(
    "cluster-identities",
    { azure, subnetIds: joinedSubnets(environment, network) },
    { dependsOn: [network] },
  );
  const { kubelet } = identities;
  const registryArgs = {
    azure,
    settings: environment.registry,
    access: registryAccess,
    pullPrincipalId: kubelet.principalId,
  };
  const registry = new Registry("registry", registryArgs, { dependsOn: [network], protect });

  const cluster = new Cluster(
    "cluster",
    {
      azure,
      kubernetes,
      network: environment.network,
      entra: environment.entra,
      bootPool: nodePools.system,
      nodeSubnetId: poolSubnetIds.system,
      apiServerSubnetId: network.subnetIds.apiserver,
      controlPlaneId: identities.controlPlaneId,
      kubelet,
      defenderWorkspaceId: environment.monitoring.defender ? monitoring?.logsId : undefined,
      metrics: environment.monitoring.metrics,
      kedaDriver: addons.keda.driver,
      ingressDriver: addons.ingress.driver,
    },
    // The identities' role assignments, too, have to be there when the control plane uses them.
    { dependsOn: monitoring ? [identities, monitoring] : [identities], protect },
  );
  const poolArgs = {
    azure,
    pools: nodePools,
    kubernetesVersion: kubernetes.version,
    network: environment.network,
    subnetIds: poolSubnetIds,
  };
  const pools = new NodePools("node-pools", poolArgs, { dependsOn: [cluster] });
  if (kubernetes.maintenance.day !== "none" || kubernetes.safeguards !== "off") {
    const { clusterId } = cluster;
    new Maintenance("maintenance", { azure, kubernetes, clusterId }, { dependsOn: [pools] });
  }
  const access = new ClusterAccess("cluster-access", { azure, cluster }, { dependsOn: [cluster] });
  return { cluster, registry, access, nodes: [pools, registry] };
}

/** The subnets that the control plane puts something into. */
function joinedSubnets(environment: Environment, { subnetIds }: Network) {
  const roles = [...nodeSubnetRoles(environment.network), "apiserver"] as const;
  return Object.fromEntries(roles.flatMap((role) => (subnetIds[role] ? [[role, subnetIds[role]]] : [])));
}
