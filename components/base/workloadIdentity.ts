/** An Azure identity that pods use without a secret. */

import { FederatedIdentityCredential } from "@pulumi/azure-native/managedidentity/federatedIdentityCredential.js";
import { UserAssignedIdentity } from "@pulumi/azure-native/managedidentity/userAssignedIdentity.js";
import type * as pulumi from "@pulumi/pulumi";
import { azureName } from "../../config/naming.ts";
import type { ReadonlyMapOf } from "../../config/types.ts";
import type { AzureScope } from "./azure.ts";
import { grantRole, type Grant } from "./roles.ts";

/** A service account in the cluster. */
export interface ServiceAccountRef {
  readonly namespace: string;
  readonly name: string;
}

export interface WorkloadIdentityArgs {
  readonly azure: AzureScope;
  /** Names the identity in Azure, e.g. tenant and workload. */
  readonly parts: readonly string[];
  readonly tags: ReadonlyMapOf<string>;
  /** Issuer of the cluster's service account tokens. */
  readonly issuer: pulumi.Input<string>;
  /** Who may use the identity, keyed by a word that names the trust. Entra allows 20. */
  readonly trusts: ReadonlyMapOf<ServiceAccountRef>;
  /** What it may do, keyed by a word that names the grant. Nothing by default. */
  readonly grants?: ReadonlyMapOf<Grant>;
}

/**
 * A managed identity, one federated credential for each service account that may use it, and one role assignment for
 * each thing it may do: all of them children of `parent`. Gives the client id, which pods present to Azure.
 */
export function createWorkloadIdentity(
  name: string,
  args: WorkloadIdentityArgs,
  parent: pulumi.Resource,
): pulumi.Output<string> {
  const { azure, parts, grants = {} } = args;
  const identity = new UserAssignedIdentity(
    `${name}-identity`,
    {
      resourceGroupName: azure.resourceGroup,
      resourceName: azureName("identity", azure.environment, ...parts),
      location: azure.environment.region,
      tags: args.tags,
    },
    { parent },
  );
  createTrusts(name, args, identity, parent);
  for (const [key, { role, scope }] of Object.entries(grants)) {
    grantRole(`${name}-grant-${key}`, { azure, role, scope, principalId: identity.principalId }, { parent });
  }
  return identity.clientId;
}

/** Entra's own limit, on one identity. */
const mostTrusts = 20;

/** Entra answers 409 to parallel writes on one identity: each credential waits for the one before. */
function createTrusts(
  name: string,
  { azure, parts, trusts, issuer }: WorkloadIdentityArgs,
  identity: UserAssignedIdentity,
  parent: pulumi.Resource,
): void {
  const count = Object.keys(trusts).length;
  if (count > mostTrusts) {
    throw new RangeError(
      `${name}: ${count} federated credentials, and Entra allows ${mostTrusts} on an identity`,
    );
  }
  let previous: pulumi.Resource = identity;
  for (const [key, account] of Object.entries(trusts)) {
    previous = new FederatedIdentityCredential(
      `${name}-trust-${key}`,
      {
        resourceGroupName: azure.resourceGroup,
        resourceName: azureName("identity", azure.environment, ...parts),
        federatedIdentityCredentialResourceName: azureName("federatedCredential", azure.environment, key),
        issuer,
        subject: `system:serviceaccount:${account.namespace}:${account.name}`,
        audiences: ["api://AzureADTokenExchange"],
      },
      { parent, dependsOn: [previous] },
    );
  }
}
