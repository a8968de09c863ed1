/** The monitoring of an environment: what stands before its cluster, and what is tied to it afterwards. */

import type * as pulumi from "@pulumi/pulumi";
import type { AzureScope } from "../components/base/azure.ts";
import type { KeyVault } from "../components/cloud/keyVault.ts";
import { ClusterMonitoring } from "../components/cloud/monitoring/clusterMonitoring.ts";
import { Grafana } from "../components/cloud/monitoring/grafana.ts";
import { Monitoring } from "../components/cloud/monitoring/monitoring.ts";
import type { ServiceBus } from "../components/cloud/serviceBus.ts";
import type { Environment } from "../config/types.ts";
import type { ClusterParts } from "./cluster.ts";

/** @returns Undefined where the settings ask for neither logs nor metrics. */
export function createMonitoring(
  { monitoring: settings, entra }: Environment,
  azure: AzureScope,
  opts: pulumi.ComponentResourceOptions,
): Monitoring | undefined {
  if (!settings.logs && !settings.metrics) return undefined;
  const monitoring = new Monitoring("monitoring", { azure, settings }, opts);
  const { metrics } = monitoring;
  if (settings.grafana && metrics) {
    const args = { azure, metricsId: metrics.workspaceId, adminGroups: entra.adminGroups };
    new Grafana("grafana", args, { dependsOn: [monitoring] });
  }
  return monitoring;
}

interface Monitored {
  readonly cluster: ClusterParts;
  readonly keyVault: KeyVault;
  readonly serviceBus: ServiceBus;
}

/** Has the environment's services send their logs, and its cluster its metrics. */
export function monitor(
  azure: AzureScope,
  { logsId, metrics }: Monitoring,
  { cluster, keyVault, serviceBus }: Monitored,
): void {
  const sources = {
    cluster: cluster.cluster.clusterId,
    keyVault: keyVault.vaultId,
    registry: cluster.registry.registryId,
    serviceBus: serviceBus.namespaceId,
  };
  const dependsOn = [cluster.cluster, cluster.registry, keyVault, serviceBus];
  new ClusterMonitoring("cluster-monitoring", { azure, sources, logsId, metrics }, { dependsOn });
}
