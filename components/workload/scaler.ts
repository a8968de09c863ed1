/** How KEDA reads a tenant's queue lengths. */

import { CustomResource } from "@pulumi/kubernetes/apiextensions/customResource.js";
import type * as pulumi from "@pulumi/pulumi";
import type { ReadonlyMapOf } from "../../config/types.ts";
import { Component } from "../base/component.ts";
import { tenantLabels } from "../base/labels.ts";
import { createWorkloadIdentity, type ServiceAccountRef } from "../base/workloadIdentity.ts";
import type { QueueRef } from "./queue.ts";
import type { TenantScope } from "./workload.ts";

/** Name of the TriggerAuthentication in every tenant's namespace. */
export const triggerAuthentication = "scaler";

export interface ScalerArgs {
  readonly scope: TenantScope;
  /** KEDA's operator: the only one the identity trusts. */
  readonly operator: ServiceAccountRef;
  /** Queue by worker. */
  readonly queues: ReadonlyMapOf<QueueRef>;
}

/**
 * An identity of the tenant's own for reading queue lengths, apart from those that handle messages: KEDA serves all
 * tenants, and with this it sees each tenant's queues only on that tenant's behalf. Reading lengths takes Data Owner,
 * so it is owner of exactly these queues.
 */
export class Scaler extends Component {
  constructor(name: string, args: ScalerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aks-platform:workload:Scaler", name, opts);
    const clientId = this.createIdentity(name, args);
    this.createTriggerAuthentication(name, args, clientId);
    this.registerOutputs({});
  }

  private createIdentity(name: string, { scope, operator, queues }: ScalerArgs): pulumi.Output<string> {
    // By queue, not by worker: Azure refuses the same right twice, which a renamed worker would ask for.
    const owns = Object.values(queues).map(
      ({ name: queue, id }) => [`own-${queue}`, { role: "ServiceBusDataOwner", scope: id }] as const,
    );
    return createWorkloadIdentity(
      name,
      {
        azure: scope.platform.azure,
        // Three parts: a workload, which has two, may be called scaler as well.
        parts: [scope.tenant, "scaler", "queues"],
        tags: scope.tags,
        issuer: scope.platform.oidcIssuerUrl,
        trusts: { "keda-operator": operator },
        grants: Object.fromEntries(owns),
      },
      this,
    );
  }

  private createTriggerAuthentication(
    name: string,
    { scope }: ScalerArgs,
    clientId: pulumi.Output<string>,
  ): CustomResource {
    const labels = tenantLabels(scope.tenant, { name: "scaler", component: "scaler" });
    return new CustomResource(
      `${name}-trigger-authentication`,
      {
        apiVersion: "keda.sh/v1alpha1",
        kind: "TriggerAuthentication",
        metadata: { name: triggerAuthentication, namespace: scope.tenant, labels },
        spec: { podIdentity: { provider: "azure-workload", identityId: clientId } },
      },
      { parent: this },
    );
  }
}
