/** The cluster of an environment, with what it stands on. */

import type * as pulumi from "@pulumi/pulumi";
import type { AzureScope } from "../components/base/azure.ts";
import { Cluster } from "../components/cloud/cluster.ts";
import { ClusterAccess } from "../components/cloud/clusterAccess.ts";
import { ClusterIdentities } from "../components/cloud/clusterIdentities.ts";
import type { Network } from "../components/cloud/network.ts";
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
}

/** The cluster in its network: both inside a resource group that exists. */
export function createCluster(
  environment: Environment,
  azure: AzureScope,
  { network, access: registryAccess }: Surroundings,
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
      kedaDriver: addons.keda.driver,
      ingressDriver: addons.ingress.driver,
    },
    // The identities' role assignments, too, have to be there when the control plane uses them.
    { dependsOn: [identities], protect },
  );
  const poolArgs = {
    azure,
    pools: nodePools,
    kubernetesVersion: kubernetes.version,
    subnetIds: poolSubnetIds,
  };
  const pools = new NodePools("node-pools", poolArgs, { dependsOn: [cluster] });
  const access = new ClusterAccess("cluster-access", { azure, cluster }, { dependsOn: [cluster] });
  return { cluster, registry, access, nodes: [pools, registry] };
}

/** The subnets that the control plane puts something into. */
function joinedSubnets(environment: Environment, { subnetIds }: Network) {
  const roles = [...nodeSubnetRoles(environment.network), "apiserver"] as const;
  return Object.fromEntries(roles.flatMap((role) => (subnetIds[role] ? [[role, subnetIds[role]]] : [])));
}
