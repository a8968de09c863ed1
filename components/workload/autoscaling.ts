/** When a workload gets more pods and when fewer. */

import type { autoscaling } from "@pulumi/kubernetes/types/input.js";
import type { Service, Worker } from "../../config/types.ts";

/** Up at once; down slowly, so that the next wave finds the pods of the last one. */
const behavior = {
  scaleUp: {
    stabilizationWindowSeconds: 0,
    selectPolicy: "Max",
    policies: [
      { type: "Percent", value: 100, periodSeconds: 15 },
      { type: "Pods", value: 4, periodSeconds: 15 },
    ],
  },
  scaleDown: {
    stabilizationWindowSeconds: 300,
    selectPolicy: "Min",
    policies: [{ type: "Percent", value: 25, periodSeconds: 60 }],
  },
};

function utilization(name: "cpu" | "memory", percent: number): autoscaling.v2.MetricSpec {
  const target = { type: "Utilization", averageUtilization: percent };
  return { type: "Resource", resource: { name, target } };
}

/** Scales a service on the share of its requests that it uses. */
export function horizontalSpec({ name, scale }: Service): autoscaling.v2.HorizontalPodAutoscalerSpec {
  return {
    scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name },
    minReplicas: scale.min,
    maxReplicas: scale.max,
    metrics: [
      utilization("cpu", scale.cpu),
      ...(scale.memory === undefined ? [] : [utilization("memory", scale.memory)]),
    ],
    behavior,
  };
}

export interface QueueTrigger {
  readonly serviceBusNamespace: string;
  readonly queueName: string;
  readonly triggerAuthentication: string;
}

/** Scales a worker on the length of its queue, from and to nothing if it may. KEDA's own object. */
export function scaledObjectSpec({ name, scale }: Worker, trigger: QueueTrigger) {
  return {
    scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name },
    minReplicaCount: scale.min,
    maxReplicaCount: scale.max,
    // They govern the step from and to zero alone; KEDA warns where there is no such step.
    ...(scale.min === 0 ? { pollingInterval: scale.poll, cooldownPeriod: scale.cooldown } : {}),
    // A queue that cannot be read must not stop the work: keep what runs, and at least one.
    fallback: { failureThreshold: 3, replicas: Math.max(1, scale.min), behavior: "currentReplicasIfHigher" },
    advanced: { horizontalPodAutoscalerConfig: { behavior } },
    triggers: [
      {
        type: "azure-servicebus",
        metadata: {
          namespace: trigger.serviceBusNamespace,
          queueName: trigger.queueName,
          messageCount: String(scale.perReplica),
          activationMessageCount: String(scale.activation),
        },
        authenticationRef: { name: trigger.triggerAuthentication },
      },
    ],
  };
}
