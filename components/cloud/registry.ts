/** Where an environment's images are kept. */

import { Registry as ContainerRegistry } from "@pulumi/azure-native/containerregistry/registry.js";
import type * as pulumi from "@pulumi/pulumi";
import { azureName } from "../../config/naming.ts";
import type { RegistrySettings } from "../../config/types.ts";
import type { AzureScope } from "../base/azure.ts";
import { Component } from "../base/component.ts";
import { grantRole } from "../base/roles.ts";
import { PrivateEndpoint, publicAccess, type ServiceAccess } from "./privateEndpoint.ts";

export interface RegistryArgs {
  readonly azure: AzureScope;
  readonly settings: RegistrySettings;
  readonly access: ServiceAccess;
  /** Object id of the kubelets' identity: the one identity that may pull. */
  readonly pullPrincipalId: pulumi.Input<string>;
}

/**
 * Container registry without shared credentials: no admin user, no anonymous pull; the nodes may pull. A Premium one
 * is closed to every network but the environment's and the ranges that are named; the other tiers have no firewall.
 */
export class Registry extends Component {
  readonly registryId: pulumi.Output<string>;
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
        policies: policies(args),
        ...firewall(args),
      },
      { parent: this },
    );
    const { endpoint } = args.access;
    if (endpoint && isPremium(args)) {
      const endpointArgs = { azure, service: "registry", resourceId: registry.id, ...endpoint } as const;
      new PrivateEndpoint(`${name}-private`, endpointArgs, { parent: this });
    }
    const pull = { azure, role: "AcrPull", scope: registry.id, principalId: args.pullPrincipalId } as const;
    grantRole(`${name}-pull`, pull, { parent: this });
    this.registryId = registry.id;
    this.loginServer = registry.loginServer;
    this.registerOutputs({ loginServer: this.loginServer });
  }
}

function isPremium({ settings }: RegistryArgs): boolean {
  return settings.sku === "Premium";
}

/**
 * Tokens for Azure's management API open no registry. A Premium one removes untagged images after 30 days and, where
 * the public network is shut out, lets nothing be exported past that.
 */
function policies(args: RegistryArgs) {
  const { endpoint, ipRanges } = args.access;
  const isShut = endpoint !== undefined && publicAccess(ipRanges) === "Disabled";
  return {
    azureADAuthenticationAsArmPolicy: { status: "disabled" },
    ...(isPremium(args) ? { retentionPolicy: { status: "enabled", days: 30 } } : {}),
    ...(isPremium(args) && isShut ? { exportPolicy: { status: "disabled" } } : {}),
  };
}

function firewall(args: RegistryArgs) {
  const { endpoint, ipRanges } = args.access;
  if (!endpoint || !isPremium(args)) return {};
  const ipRules = ipRanges.map((iPAddressOrRange) => ({ action: "Allow", iPAddressOrRange }));
  return {
    publicNetworkAccess: publicAccess(ipRanges),
    networkRuleBypassOptions: "AzureServices",
    networkRuleSet: { defaultAction: "Deny", ipRules },
  };
}
