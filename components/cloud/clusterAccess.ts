/** The way from Azure into the cluster. */

import { Buffer } from "node:buffer";
import { listManagedClusterUserCredentialsOutput } from "@pulumi/azure-native/containerservice/listManagedClusterUserCredentials.js";
import { Provider } from "@pulumi/kubernetes/provider.js";
import * as pulumi from "@pulumi/pulumi";
import { azureName } from "../../config/naming.ts";
import type { AzureScope } from "../base/azure.ts";
import { Component } from "../base/component.ts";
import type { Cluster } from "./cluster.ts";

export interface ClusterAccessArgs {
  readonly azure: AzureScope;
  readonly cluster: Cluster;
}

/**
 * Kubernetes provider for everything inside the cluster. Its credentials are a user's, in `exec` form: whoever runs
 * the program signs in through kubelogin with their own Entra account, so nothing in the state opens the cluster.
 */
export class ClusterAccess extends Component {
  readonly provider: Provider;

  constructor(name: string, args: ClusterAccessArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aks-platform:cloud:ClusterAccess", name, opts);
    this.provider = new Provider(
      `${name}-kubernetes`,
      {
        kubeconfig: pulumi.secret(this.kubeconfig(args)),
        // Without it a kubeconfig that merely changed its form would replace everything in the cluster.
        clusterIdentifier: `${args.azure.resourceGroup}/${azureName("cluster", args.azure.environment)}`,
        // The client's default of 5 requests a second doubles the time of a preview of some hundred resources.
        kubeClientSettings: { qps: 200, burst: 400 },
      },
      { parent: this },
    );
    this.registerOutputs({});
  }

  /**
   * Plain names and `dependsOn`: names from the cluster's outputs would make the kubeconfig unknown whenever the
   * cluster has a pending change, and a preview would then show every chart's resources as deleted.
   */
  private kubeconfig({ azure, cluster }: ClusterAccessArgs): pulumi.Output<string> {
    const credentials = listManagedClusterUserCredentialsOutput(
      {
        resourceGroupName: azure.resourceGroup,
        resourceName: azureName("cluster", azure.environment),
        format: "exec",
      },
      { parent: this, dependsOn: [cluster] },
    );
    return credentials.kubeconfigs.apply(([first]) => {
      if (!first)
        throw new Error(
          `Azure returned no credentials for cluster ${azureName("cluster", azure.environment)}`,
        );
      return Buffer.from(first.value, "base64").toString("utf8");
    });
  }
}
