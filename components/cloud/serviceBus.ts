/** Where an environment's queues are kept. */

import { Namespace } from "@pulumi/azure-native/servicebus/namespace.js";
import type * as pulumi from "@pulumi/pulumi";
import { azureName } from "../../config/naming.ts";
import type { ServiceBusSettings } from "../../config/types.ts";
import type { AzureScope } from "../base/azure.ts";
import { Component } from "../base/component.ts";
import { PrivateEndpoint, type ServiceAccess } from "./privateEndpoint.ts";

export interface ServiceBusArgs {
  readonly azure: AzureScope;
  readonly settings: ServiceBusSettings;
  readonly access: Pick<ServiceAccess, "endpoint">;
}

/**
 * One Service Bus namespace for all tenants; rights are given queue by queue. Entra only, TLS 1.2 and up. A Premium
 * one is closed to every network but the environment's; the other tiers have no private endpoints.
 */
export class ServiceBus extends Component {
  /** Azure name; plain. */
  readonly namespaceName: string;
  readonly namespaceId: pulumi.Output<string>;
  readonly endpoint: pulumi.Output<string>;

  constructor(name: string, args: ServiceBusArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aks-platform:cloud:ServiceBus", name, opts);
    const { azure, settings } = args;
    const { sku, capacity } = settings;
    const endpoint = sku === "Premium" ? args.access.endpoint : undefined;
    this.namespaceName = azureName("serviceBus", azure.environment);
    const namespace = new Namespace(
      `${name}-namespace`,
      {
        resourceGroupName: azure.resourceGroup,
        namespaceName: this.namespaceName,
        location: azure.environment.region,
        tags: azure.environment.tags,
        sku: { name: sku, tier: sku, ...(capacity === undefined ? {} : { capacity }) },
        disableLocalAuth: true,
        minimumTlsVersion: "1.2",
        publicNetworkAccess: endpoint ? "Disabled" : "Enabled",
      },
      { parent: this },
    );
    if (endpoint) {
      const endpointArgs = { azure, service: "namespace", resourceId: namespace.id, ...endpoint } as const;
      new PrivateEndpoint(`${name}-private`, endpointArgs, { parent: this });
    }
    this.namespaceId = namespace.id;
    this.endpoint = namespace.serviceBusEndpoint;
    this.registerOutputs({ namespaceName: this.namespaceName, endpoint: this.endpoint });
  }
}
