/** The nodes of a cluster. */

import type * as pulumi from "@pulumi/pulumi";
import { subnetRoleOf } from "../../config/addressPlan.ts";
import { azureName } from "../../config/naming.ts";
import {
  nodePoolRoles,
  type Environment,
  type NetworkSettings,
  type NodePoolRole,
} from "../../config/types.ts";
import type { AzureScope } from "../base/azure.ts";
import { Component } from "../base/component.ts";
import { AgentPool } from "./containerService.ts";
import { poolInputs } from "./nodePoolSettings.ts";
import { poolGeneration } from "./poolGeneration.ts";

export interface NodePoolsArgs {
  readonly azure: AzureScope;
  readonly pools: Environment["nodePools"];
  readonly kubernetesVersion: string;
  readonly network: Pick<NetworkSettings, "nodeSubnets">;
  /** By pool. */
  readonly subnetIds: Readonly<Record<NodePoolRole, pulumi.Input<string>>>;
}

/**
 * One agent pool for each role: `system` for critical add-ons alone, `service` and `worker` for tenants, `spot` for
 * what may be interrupted. Each scales between its own bounds, over its zones, without public addresses. A pool's name
 * ends in its generation: a change that AKS takes in no running pool makes a new one, and the old one goes when
 * everything else is done. Pass the cluster in `dependsOn`.
 */
export class NodePools extends Component {
  constructor(name: string, args: NodePoolsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aks-platform:cloud:NodePools", name, opts);
    for (const role of nodePoolRoles) this.createPool(name, role, args);
    this.registerOutputs({});
  }

  private createPool(name: string, role: NodePoolRole, args: NodePoolsArgs): AgentPool {
    const { azure } = args;
    const inputs = poolInputs(role, args.pools[role], args.kubernetesVersion);
    const generation = poolGeneration({ ...inputs, subnet: subnetRoleOf(role, args.network) });
    return new AgentPool(
      `${name}-${role}-${generation}`,
      {
        ...inputs,
        resourceGroupName: azure.resourceGroup,
        resourceName: azureName("cluster", azure.environment),
        agentPoolName: `${role}${generation}`,
        vnetSubnetID: args.subnetIds[role],
        tags: azure.environment.tags,
      },
      // The autoscaler owns the count.
      { parent: this, ignoreChanges: ["count"] },
    );
  }
}
