/** The nodes of a cluster. */

import type * as pulumi from "@pulumi/pulumi";
import { azureName } from "../../config/naming.ts";
import { nodePoolRoles, type Environment, type NodePoolRole } from "../../config/types.ts";
import type { AzureScope } from "../base/azure.ts";
import { Component } from "../base/component.ts";
import { AgentPool } from "./containerService.ts";
import { poolInputs } from "./nodePoolSettings.ts";

export interface NodePoolsArgs {
  readonly azure: AzureScope;
  readonly pools: Environment["nodePools"];
  readonly kubernetesVersion: string;
  /** By pool. */
  readonly subnetIds: Readonly<Record<NodePoolRole, pulumi.Input<string>>>;
}

/**
 * One agent pool for each role: `system` for critical add-ons alone, `service` and `worker` for tenants, `spot` for
 * what may be interrupted. Each scales between its own bounds, over its zones, without public addresses. Pass the
 * cluster in `dependsOn`.
 */
export class NodePools extends Component {
  constructor(name: string, args: NodePoolsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aks-platform:cloud:NodePools", name, opts);
    for (const role of nodePoolRoles) this.createPool(name, role, args);
    this.registerOutputs({});
  }

  private createPool(name: string, role: NodePoolRole, args: NodePoolsArgs): AgentPool {
    const { azure } = args;
    return new AgentPool(
      `${name}-${role}`,
      {
        ...poolInputs(role, args.pools[role], args.kubernetesVersion),
        resourceGroupName: azure.resourceGroup,
        resourceName: azureName("cluster", azure.environment),
        agentPoolName: role,
        vnetSubnetID: args.subnetIds[role],
        tags: azure.environment.tags,
      },
      // The autoscaler owns the count.
      { parent: this, ignoreChanges: ["count"] },
    );
  }
}
