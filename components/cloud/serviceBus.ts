/** Where an environment's queues are kept. */

import { Namespace } from "@pulumi/azure-native/servicebus/namespace.js";
import type * as pulumi from "@pulumi/pulumi";
import { azureName } from "../../config/naming.ts";
import type { ServiceBusSettings } from "../../config/types.ts";
import type { AzureScope } from "../base/azure.ts";
import { Component } from "../base/component.ts";

export interface ServiceBusArgs {
  readonly azure: AzureScope;
  readonly settings: ServiceBusSettings;
}

/** One Service Bus namespace for all tenants; rights are given queue by queue. Entra only, TLS 1.2 and up. */
export class ServiceBus extends Component {
  /** Azure name; plain. */
  readonly namespaceName: string;
  readonly endpoint: pulumi.Output<string>;

  constructor(name: string, args: ServiceBusArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aks-platform:cloud:ServiceBus", name, opts);
    const { azure, settings } = args;
    const { sku, capacity } = settings;
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
      },
      { parent: this },
    );
    this.endpoint = namespace.serviceBusEndpoint;
    this.registerOutputs({ namespaceName: this.namespaceName, endpoint: this.endpoint });
  }
}
