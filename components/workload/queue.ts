/** The queue of a worker. */

import { Queue } from "@pulumi/azure-native/servicebus/queue.js";
import type * as pulumi from "@pulumi/pulumi";
import { azureName } from "../../config/naming.ts";
import type { Worker } from "../../config/types.ts";
import type { TenantScope } from "./workload.ts";

/** A queue that exists: its plain name in the environment's namespace, and its id, to which rights are tied. */
export interface QueueRef {
  readonly name: string;
  readonly id: pulumi.Output<string>;
}

/** Service Bus locks a message for five minutes at most; longer work renews the lock. */
function lockDuration({ maxMessageSeconds }: Worker): string {
  return `PT${Math.min(5, Math.max(1, Math.ceil(maxMessageSeconds / 60)))}M`;
}

/** Nothing gets lost in silence: what fails ten times or is two weeks old waits in the dead-letter queue. */
export function createQueue(
  name: string,
  { platform, tenant }: TenantScope,
  worker: Worker,
  opts: pulumi.CustomResourceOptions,
): QueueRef {
  const queueName = azureName("queue", platform.azure.environment, tenant, worker.queue.name);
  const queue = new Queue(
    name,
    {
      resourceGroupName: platform.azure.resourceGroup,
      namespaceName: platform.serviceBus.namespace,
      queueName,
      deadLetteringOnMessageExpiration: true,
      defaultMessageTimeToLive: "P14D",
      lockDuration: lockDuration(worker),
      maxDeliveryCount: 10,
    },
    opts,
  );
  return { name: queueName, id: queue.id };
}
