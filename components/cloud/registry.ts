/** Where an environment's images are kept. */

import { Registry as ContainerRegistry } from "@pulumi/azure-native/containerregistry/registry.js";
import type * as pulumi from "@pulumi/pulumi";
import { azureName } from "../../config/naming.ts";
import type { RegistrySettings } from "../../config/types.ts";
import type { AzureScope } from "../base/azure.ts";
import { Component } from "../base/component.ts";
import { grantRole } from "../base/roles.ts";

export interface RegistryArgs {
  readonly azure: AzureScope;
  readonly settings: RegistrySettings;
  /** Object id of the kubelets' identity: the one identity that may pull. */
  readonly pullPrincipalId: pulumi.Input<string>;
}

/** Container registry without shared credentials: no admin user, no anonymous pull; the nodes may pull. */
export class Registry extends Component {
  readonly loginServer: pulumi.Output<string>;

  constructor(name: string, args: RegistryArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aks-platform:cloud:Registry", name, opts);
    const { azure } = args;
    const registry = new ContainerRegistry(
      `${name}-acr`,
      {
        resourceGroupName: azure.resourceGroup,
        registryName: azureName("registry", azure.environment),
        location: azure.environment.region,
        tags: azure.environment.tags,
        sku: { name: args.settings.sku },
        adminUserEnabled: false,
        anonymousPullEnabled: false,
        policies: policies(args.settings),
      },
      { parent: this },
    );
    const pull = { azure, role: "AcrPull", scope: registry.id, principalId: args.pullPrincipalId } as const;
    grantRole(`${name}-pull`, pull, { parent: this });
    this.loginServer = registry.loginServer;
    this.registerOutputs({ loginServer: this.loginServer });
  }
}

/** Tokens for Azure's management API open no registry; a Premium one removes untagged images after 30 days. */
function policies({ sku }: RegistrySettings) {
  return {
    azureADAuthenticationAsArmPolicy: { status: "disabled" },
    ...(sku === "Premium" ? { retentionPolicy: { status: "enabled", days: 30 } } : {}),
  };
}
