/** What a workload gets from the services and workers it uses. Data services tell for themselves. */

import type { Service, Worker } from "../../config/types.ts";
import { serviceBusHost, type Platform } from "../base/platform.ts";
import type { QueueRef } from "./queue.ts";
import { variableName, type Connection } from "./workload.ts";

/** Where messages go; the same for who sends and who receives. */
export function serviceBusVariables({ serviceBus }: Platform) {
  return { SERVICEBUS_NAMESPACE: serviceBusHost(serviceBus.namespace) };
}

/** `uses: [shop]` gives the address of the service `shop` and the way to it. */
export function serviceConnection({ name, port }: Service): Connection {
  return {
    to: { kind: "service", name },
    env: { [`${variableName(name)}_URL`]: `http://${name}:${port}` },
    secrets: {},
    edge: { peer: { name, component: "service" }, port },
  };
}

/** `uses: [mailer]` gives the queue of the worker `mailer` and the right to send to it. */
export function workerConnection({ name }: Worker, queue: QueueRef, platform: Platform): Connection {
  return {
    to: { kind: "worker", name },
    env: { [`${variableName(name)}_QUEUE`]: queue.name, ...serviceBusVariables(platform) },
    secrets: {},
    grant: { key: queue.name, role: "ServiceBusDataSender", scope: queue.id },
  };
}
