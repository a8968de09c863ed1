/** A workload that answers requests. */

import { HorizontalPodAutoscaler } from "@pulumi/kubernetes/autoscaling/v2/horizontalPodAutoscaler.js";
import { Service as KubernetesService } from "@pulumi/kubernetes/core/v1/service.js";
import type * as pulumi from "@pulumi/pulumi";
import type { Service as ServiceSpec } from "../../config/types.ts";
import { Component } from "../base/component.ts";
import { selectorLabels, tenantLabels, type Selectable } from "../base/labels.ts";
import { azurePeers, namespacePeer, workloadPeer } from "../base/networkPolicies.ts";
import { Account } from "./account.ts";
import { horizontalSpec } from "./autoscaling.ts";
import { deployment } from "./deployment.ts";
import { disruptionBudget } from "./disruptionBudget.ts";
import { createRoute } from "./exposure.ts";
import { allowDeclaredEdges } from "./networkPolicy.ts";
import { podTemplate } from "./podTemplate.ts";
import { probes } from "./probes.ts";
import { accountArgs, allVariables, needsAzure, type WorkloadArgs } from "./workload.ts";

export interface ServiceArgs extends WorkloadArgs<ServiceSpec> {
  /** Workloads of the tenant that use this one. */
  readonly users: readonly Selectable[];
}

/** Endpoints of a pod that is going away are still in use for a moment. */
const drainSeconds = 5;
const graceSeconds = 45;
const portName = "http";

/**
 * Account, Deployment, Service, autoscaler, disruption budget, network policy and, if exposed, a route. Unreachable
 * from outside the namespace unless exposed, and from inside but for the workloads that use it.
 */
export class Service extends Component {
  constructor(name: string, args: ServiceArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aks-platform:workload:Service", name, opts);
    const { tenant } = args.scope;
    const workload = { name: args.spec.name, component: "service" };
    const account = new Account(`${name}-account`, accountArgs(workload, args), { parent: this });
    this.createDeployment(name, workload, args, account);
    this.createService(name, workload, args);
    this.createAutoscaler(name, workload, args);
    const { maxUnavailable } = args.spec;
    disruptionBudget(`${name}-disruption-budget`, { tenant, workload, maxUnavailable }, { parent: this });
    this.createNetworkPolicy(name, workload, args);
    this.createRoute(name, workload, args);
    this.registerOutputs({});
  }

  private createDeployment(name: string, workload: Selectable, args: ServiceArgs, account: Account): void {
    const { scope, spec, connections } = args;
    const template = podTemplate({
      tenant: scope.tenant,
      workload,
      image: spec.image,
      command: spec.command,
      args: spec.args,
      env: allVariables(spec, connections),
      compute: spec.compute,
      ports: { [portName]: spec.port },
      probes: probes(spec.health, portName),
      secretProviderClass: account.secretProviderClass,
      pool: "service",
      drainSeconds,
      graceSeconds,
    });
    const { startupSeconds } = spec.health;
    const opts = { parent: this, dependsOn: [account] };
    deployment(`${name}-deployment`, { tenant: scope.tenant, workload, template, startupSeconds }, opts);
  }

  private createService(name: string, workload: Selectable, { scope, spec }: ServiceArgs): void {
    new KubernetesService(
      `${name}-service`,
      {
        metadata: metadata(scope.tenant, workload),
        spec: {
          type: "ClusterIP",
          selector: selectorLabels(workload),
          ports: [{ name: portName, port: spec.port, targetPort: portName, protocol: "TCP" }],
        },
      },
      { parent: this },
    );
  }

  private createAutoscaler(name: string, workload: Selectable, { scope, spec }: ServiceArgs): void {
    const args = { metadata: metadata(scope.tenant, workload), spec: horizontalSpec(spec) };
    new HorizontalPodAutoscaler(`${name}-autoscaler`, args, { parent: this });
  }

  private createNetworkPolicy(name: string, workload: Selectable, args: ServiceArgs): void {
    const { scope, spec, connections } = args;
    const { gateway } = scope.platform;
    const outside = spec.expose && gateway ? [namespacePeer(gateway.namespace)] : [];
    const callers = [...outside, ...args.users.map(workloadPeer)];
    const azure = needsAzure(spec, connections) ? azurePeers(scope.platform) : [];
    const policy = { tenant: scope.tenant, workload, port: spec.port, callers, connections, azure };
    allowDeclaredEdges(`${name}-network-policy`, policy, { parent: this });
  }

  private createRoute(name: string, workload: Selectable, { scope, spec }: ServiceArgs): void {
    const { gateway } = scope.platform;
    if (!spec.expose || !gateway) return;
    const route = { tenant: scope.tenant, workload, gateway, ...spec.expose, port: spec.port };
    createRoute(`${name}-route`, route, { parent: this });
  }
}

function metadata(tenant: string, workload: Selectable) {
  return { name: workload.name, namespace: tenant, labels: tenantLabels(tenant, workload) };
}
