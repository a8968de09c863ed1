/** A workload that works through a queue. */

import { CustomResource } from "@pulumi/kubernetes/apiextensions/customResource.js";
import type * as pulumi from "@pulumi/pulumi";
import type { Worker as WorkerSpec } from "../../config/types.ts";
import { Component } from "../base/component.ts";
import { tenantLabels, type Selectable } from "../base/labels.ts";
import { azurePeers } from "../base/networkPolicies.ts";
import { Account } from "./account.ts";
import { scaledObjectSpec } from "./autoscaling.ts";
import { serviceBusVariables } from "./connections.ts";
import { deployment } from "./deployment.ts";
import { disruptionBudget } from "./disruptionBudget.ts";
import { allowDeclaredEdges } from "./networkPolicy.ts";
import { podTemplate } from "./podTemplate.ts";
import { probes } from "./probes.ts";
import type { QueueRef } from "./queue.ts";
import { triggerAuthentication } from "./scaler.ts";
import { accountArgs, allVariables, type WorkloadArgs } from "./workload.ts";

const portName = "health";
/** What is left to a pod after its last message. */
const endSeconds = 30;

export interface WorkerArgs extends WorkloadArgs<WorkerSpec> {
  readonly queue: QueueRef;
}

/**
 * Account with the right to receive from its queue, Deployment, ScaledObject, disruption budget and network policy.
 * Nobody can call it. The tenant's Scaler goes into `dependsOn`: the ScaledObject names its TriggerAuthentication.
 */
export class Worker extends Component {
  constructor(name: string, args: WorkerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aks-platform:workload:Worker", name, opts);
    const { tenant } = args.scope;
    const workload = { name: args.spec.name, component: "worker" };
    const account = this.createAccount(name, workload, args);
    const pods = this.createDeployment(name, workload, args, account);
    this.createScaledObject(name, workload, args, pods);
    const { maxUnavailable } = args.spec;
    disruptionBudget(`${name}-disruption-budget`, { tenant, workload, maxUnavailable }, { parent: this });
    const azure = azurePeers(args.scope.platform);
    const policy = { tenant, workload, callers: [], connections: args.connections, azure };
    allowDeclaredEdges(`${name}-network-policy`, policy, { parent: this });
    this.registerOutputs({});
  }

  private createAccount(name: string, workload: Selectable, args: WorkerArgs): Account {
    const base = accountArgs(workload, args);
    const receive = { role: "ServiceBusDataReceiver", scope: args.queue.id } as const;
    return new Account(`${name}-account`, { ...base, grants: { ...base.grants, receive } }, { parent: this });
  }

  private createDeployment(
    name: string,
    workload: Selectable,
    args: WorkerArgs,
    account: Account,
  ): pulumi.Resource {
    const { scope, spec, connections, queue } = args;
    const template = podTemplate({
      tenant: scope.tenant,
      workload,
      image: spec.image,
      command: spec.command,
      args: spec.args,
      env: allVariables(spec, connections, {
        QUEUE_NAME: queue.name,
        ...serviceBusVariables(scope.platform),
      }),
      compute: spec.compute,
      ports: { [portName]: spec.port },
      probes: probes(spec.health, portName),
      secretProviderClass: account.secretProviderClass,
      pool: "worker",
      graceSeconds: spec.maxMessageSeconds + endSeconds,
    });
    const { startupSeconds } = spec.health;
    const opts = { parent: this, dependsOn: [account] };
    return deployment(
      `${name}-deployment`,
      { tenant: scope.tenant, workload, template, startupSeconds },
      opts,
    );
  }

  private createScaledObject(
    name: string,
    workload: Selectable,
    args: WorkerArgs,
    pods: pulumi.Resource,
  ): void {
    const { scope, spec, queue } = args;
    const serviceBusNamespace = scope.platform.serviceBus.namespace;
    new CustomResource(
      `${name}-scaled-object`,
      {
        apiVersion: "keda.sh/v1alpha1",
        kind: "ScaledObject",
        metadata: {
          name: workload.name,
          namespace: scope.tenant,
          labels: tenantLabels(scope.tenant, workload),
        },
        spec: scaledObjectSpec(spec, { serviceBusNamespace, queueName: queue.name, triggerAuthentication }),
      },
      { parent: this, dependsOn: [pods] },
    );
  }
}
