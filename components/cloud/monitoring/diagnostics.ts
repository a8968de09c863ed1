/** Which of their logs Azure's services send to the environment's workspace. */

import { DiagnosticSetting } from "@pulumi/azure-native/monitor/diagnosticSetting.js";
import type * as pulumi from "@pulumi/pulumi";
import { azureName } from "../../../config/naming.ts";
import type { AzureScope } from "../../base/azure.ts";

/**
 * By kind of service: who did what, and who was refused. Not `kube-audit`, which holds every read as well and costs
 * many times what `kube-audit-admin` does.
 */
const categories = {
  cluster: ["kube-audit-admin", "guard", "cluster-autoscaler", "kube-controller-manager"],
  keyVault: ["AuditEvent"],
  registry: ["ContainerRegistryLoginEvents", "ContainerRegistryRepositoryEvents"],
  serviceBus: ["OperationalLogs"],
} as const;

export type LogSource = keyof typeof categories;

export interface DiagnosticsArgs {
  readonly azure: AzureScope;
  readonly workspaceId: pulumi.Input<string>;
  readonly source: LogSource;
  readonly resourceId: pulumi.Input<string>;
}

/** Sends a service's audit logs to the workspace, into tables of their own where the service has them. */
export function sendLogs(
  name: string,
  { azure, workspaceId, source, resourceId }: DiagnosticsArgs,
  opts: pulumi.CustomResourceOptions,
): DiagnosticSetting {
  return new DiagnosticSetting(
    name,
    {
      name: azureName("diagnosticSetting", azure.environment),
      resourceUri: resourceId,
      workspaceId,
      logAnalyticsDestinationType: "Dedicated",
      logs: categories[source].map((category) => ({ category, enabled: true })),
    },
    opts,
  );
}
