/** Where an environment's secrets are kept. */

import { Vault } from "@pulumi/azure-native/keyvault/vault.js";
import type * as pulumi from "@pulumi/pulumi";
import { azureName } from "../../config/naming.ts";
import type { KeyVaultSettings } from "../../config/types.ts";
import type { AzureScope } from "../base/azure.ts";
import { Component } from "../base/component.ts";

export interface KeyVaultArgs {
  readonly azure: AzureScope;
  readonly settings: KeyVaultSettings;
  /** The only subnets that reach the vault. */
  readonly subnetIds: readonly pulumi.Input<string>[];
}

/**
 * One vault for all tenants of the environment: who reads which secret is decided secret by secret, with Azure RBAC.
 * Deleted secrets can be recovered and not purged. Closed to every network but the nodes' and Azure's own services.
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
          publicNetworkAccess: "Enabled",
          networkAcls: {
            bypass: "AzureServices",
            defaultAction: "Deny",
            ipRules: [],
            virtualNetworkRules: args.subnetIds.map((id) => ({ id })),
          },
        },
      },
      { parent: this },
    );
    this.vaultId = vault.id;
    this.uri = `https://${this.vaultName}.vault.azure.net/`;
    this.registerOutputs({ vaultName: this.vaultName, vaultId: this.vaultId, uri: this.uri });
  }
}
