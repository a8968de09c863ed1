/** The AKS cluster of an environment. */

import type * as pulumi from "@pulumi/pulumi";
import { azureName } from "../../config/naming.ts";
import { Component } from "../base/component.ts";
import { clusterInputs, type ClusterArgs } from "./clusterSettings.ts";
import { ManagedCluster } from "./containerService.ts";

/**
 * One managed cluster with the pool it is born with. Secure without asking: Entra only, no local accounts, Azure
 * RBAC, no run command, workload identity, network policy, secret rotation, unused images removed, patches and node
 * images kept current. `kubernetes.authorizedIpRanges` narrows who reaches the API server.
 */
export class Cluster extends Component {
  /** Azure name; plain. */
  readonly clusterName: string;
  readonly clusterId: pulumi.Output<string>;
  readonly oidcIssuerUrl: pulumi.Output<string>;

  constructor(name: string, args: ClusterArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aks-platform:cloud:Cluster", name, opts);
    const cluster = new ManagedCluster(`${name}-aks`, clusterInputs(args), {
      parent: this,
      // See bootPool: a change there, say another VM size, must not reach the running cluster.
      ignoreChanges: ["agentPoolProfiles"],
    });
    this.clusterName = azureName("cluster", args.azure.environment);
    this.clusterId = cluster.id;
    this.oidcIssuerUrl = cluster.oidcIssuerProfile.issuerURL;
    this.registerOutputs({ clusterName: this.clusterName, oidcIssuerUrl: this.oidcIssuerUrl });
  }
}
