/** The two identities a cluster acts with. */

import { UserAssignedIdentity } from "@pulumi/azure-native/managedidentity/userAssignedIdentity.js";
import type * as pulumi from "@pulumi/pulumi";
import { azureName } from "../../config/naming.ts";
import type { ReadonlyMapOf } from "../../config/types.ts";
import type { AzureScope } from "../base/azure.ts";
import { Component } from "../base/component.ts";
import { grantRole } from "../base/roles.ts";

export interface ClusterIdentitiesArgs {
  readonly azure: AzureScope;
  /** Subnets that the control plane puts nodes, load balancers and itself into; keyed by a word that names each. */
  readonly subnetIds: ReadonlyMapOf<pulumi.Input<string>>;
}

/** The kubelet identity in the three forms AKS wants it in. */
export interface KubeletIdentity {
  readonly id: pulumi.Output<string>;
  readonly clientId: pulumi.Output<string>;
  readonly principalId: pulumi.Output<string>;
}

/**
 * The control plane's identity and the kubelets'. Ours and not AKS's own, so that their rights exist before the
 * cluster: the control plane may hand the kubelet identity to nodes and join its subnets, nothing more. What the
 * kubelets may pull is granted by the registry.
 */
export class ClusterIdentities extends Component {
  readonly controlPlaneId: pulumi.Output<string>;
  readonly kubelet: KubeletIdentity;

  constructor(name: string, args: ClusterIdentitiesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aks-platform:cloud:ClusterIdentities", name, opts);
    const controlPlane = this.createIdentity(name, "control-plane", args);
    const kubelet = this.createIdentity(name, "kubelet", args);

    const principal = { azure: args.azure, principalId: controlPlane.principalId };
    const operator = { ...principal, role: "ManagedIdentityOperator", scope: kubelet.id } as const;
    grantRole(`${name}-control-plane-kubelet`, operator, { parent: this });
    for (const [key, scope] of Object.entries(args.subnetIds)) {
      const networking = { ...principal, role: "NetworkContributor", scope } as const;
      grantRole(`${name}-control-plane-subnet-${key}`, networking, { parent: this });
    }

    this.controlPlaneId = controlPlane.id;
    this.kubelet = { id: kubelet.id, clientId: kubelet.clientId, principalId: kubelet.principalId };
    this.registerOutputs({ controlPlaneId: this.controlPlaneId, kubelet: this.kubelet });
  }

  private createIdentity(name: string, role: string, { azure }: ClusterIdentitiesArgs): UserAssignedIdentity {
    return new UserAssignedIdentity(
      `${name}-${role}`,
      {
        resourceGroupName: azure.resourceGroup,
        resourceName: azureName("identity", azure.environment, "cluster", role),
        location: azure.environment.region,
        tags: azure.environment.tags,
      },
      { parent: this },
    );
  }
}
