/** The Deployment of a service or a worker. */

import { Deployment } from "@pulumi/kubernetes/apps/v1/deployment.js";
import type * as pulumi from "@pulumi/pulumi";
import { selectorLabels, tenantLabels, type Selectable } from "../base/labels.ts";
import type { PodTemplate } from "./podTemplate.ts";

export interface DeploymentArgs {
  readonly tenant: string;
  readonly workload: Selectable;
  readonly template: PodTemplate;
  /** Longest time a pod takes to start. */
  readonly startupSeconds: number;
}

/** Time for scheduling, a new node and pulling the image. */
const rolloutSeconds = 300;

/**
 * Rolls without losing capacity. It says nothing about replicas: its autoscaler does, and two owners of one field
 * fight.
 */
export function deployment(
  name: string,
  args: DeploymentArgs,
  opts: pulumi.CustomResourceOptions,
): Deployment {
  const { tenant, workload, template } = args;
  const deadline = rolloutSeconds + args.startupSeconds;
  return new Deployment(
    name,
    {
      metadata: { name: workload.name, namespace: tenant, labels: tenantLabels(tenant, workload) },
      spec: {
        selector: { matchLabels: selectorLabels(workload) },
        strategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 0, maxSurge: "25%" } },
        progressDeadlineSeconds: deadline,
        revisionHistoryLimit: 5,
        template,
      },
    },
    // The engine waits a little longer than the controller, so that the controller's reason is what people see.
    { ...opts, customTimeouts: { create: `${deadline + 60}s`, update: `${deadline + 60}s` } },
  );
}
