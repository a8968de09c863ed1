/** Where an environment's secrets are kept. */

import { Vault } from "@pulumi/azure-native/keyvault/vault.js";
import type * as pulumi from "@pulumi/pulumi";
import { azureName } from "../../config/naming.ts";
import type { KeyVaultSettings } from "../../config/types.ts";
import type { AzureScope } from "../base/azure.ts";
import { Component } from "../base/component.ts";
import { PrivateEndpoint, publicAccess, type ServiceAccess } from "./privateEndpoint.ts";

export interface KeyVaultArgs {
  readonly azure: AzureScope;
  readonly settings: KeyVaultSettings;
  readonly access: ServiceAccess;
  /** Subnets that reach the vault over the public network where it has no private endpoint. */
  readonly subnetIds: readonly pulumi.Input<string>[];
}

/**
 * One vault for all tenants of the environment: who reads which secret is decided secret by secret, with Azure RBAC.
 * Deleted secrets can be recovered and not purged. Closed to every network but
 * the environment's, the ranges that are named, and Azure's own services.
 */
export class KeyVault extends Component {
  /** Azure name; plain. */
  readonly vaultName: string;
  readonly vaultId: pulumi.Output<string>;
  readonly uri: string;

  constructor(name: string, args: KeyVaultArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aks-platform:cloud:KeyVault", name, opts);
    const { azure } = args;
    this.vaultName = azureName("keyVault", azure.environment);
    const vault = new Vault(
      `${name}-vault`,
      {
        resourceGroupName: azure.resourceGroup,
        vaultName: this.vaultName,
        location: azure.environment.region,
        tags: azure.environment.tags,
        properties: {
          tenantId: azure.tenantId,
          sku: { family: "A", name: "standard" },
          enableRbacAuthorization: true,
          enableSoftDelete: true,
          softDeleteRetentionInDays: args.settings.softDeleteDays,
          enablePurgeProtection: true,
          ...firewall(args),
        },
      },
      { parent: this },
    );
    const { endpoint } = args.access;
    if (endpoint) {
      const endpointArgs = { azure, service: "vault", resourceId: vault.id, ...endpoint } as const;
      new PrivateEndpoint(`${name}-private`, endpointArgs, { parent: this });
    }
    this.vaultId = vault.id;
    this.uri = `https://${this.vaultName}.vault.azure.net/`;
    this.registerOutputs({ vaultName: this.vaultName, vaultId: this.vaultId, uri: this.uri });
  }
}

function firewall({ access: { endpoint, ipRanges }, subnetIds }: KeyVaultArgs) {
  return {
    publicNetworkAccess: endpoint ? publicAccess(ipRanges) : "Enabled",
    networkAcls: {
      bypass: "AzureServices",
      defaultAction: "Deny",
      ipRules: ipRanges.map((value) => ({ value })),
      virtualNetworkRules: endpoint ? [] : subnetIds.map((id) => ({ id })),
    },
  };
}
