import type { Given } from "../../policy/support/engine.ts";
import { type Body } from "../../policy/support/objects.ts";
import { deployment, object, template } from "./objects.ts";
import { caps } from "./tenant.ts";

function autoscaler(name: string, target: string, changes: Body = {}): Given {
  return object("autoscaling/v2", "HorizontalPodAutoscaler", name, {
    spec: {
      scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: target },
      ...{ minReplicas: 2, maxReplicas: 4 },
      metrics: [
        {
          type: "Resource",
          resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 70 } },
        },
      ],
    },
    ...changes,
  });
}

/** A Deployment that leaves its replicas to an autoscaler. */
function scaled(name: string): Given {
  return deployment(name, {}, { "spec.replicas": undefined });
}

/** What autoscalers, budgets and quotas can do wrong. */
export const scaling: readonly Given[] = [
  // k8s-autoscaler-bounds
  scaled("hasty"),
  autoscaler("hasty", "hasty", { "spec.behavior": { scaleDown: { stabilizationWindowSeconds: 0 } } }),
  // stack-autoscaler-target-exists
  autoscaler("dangling", "nowhere"),
  // stack-single-autoscaler
  scaled("torn"),
  autoscaler("torn", "torn"),
  autoscaler("torn-again", "torn"),
  // stack-scaledobject-workload-identity
  scaled("secret-queue"),
  object("keda.sh/v1alpha1", "ScaledObject", "secret-queue", {
    spec: {
      scaleTargetRef: { name: "secret-queue" },
      ...{ minReplicaCount: 0, maxReplicaCount: 4, cooldownPeriod: 300 },
      fallback: { failureThreshold: 3, replicas: 1 },
      triggers: [
        {
          type: "azure-servicebus",
          metadata: { namespace: "sb-shop", queueName: "orders", messageCount: "5" },
        },
      ],
    },
  }),
  // stack-pdb-fits-replicas
  object("policy/v1", "PodDisruptionBudget", "blocks-drains", {
    spec: {
      maxUnavailable: 0,
      selector: { matchLabels: { tier: "none" } },
      unhealthyPodEvictionPolicy: "AlwaysAllow",
    },
  }),
  // stack-quota-fits-workloads
  object("v1", "ResourceQuota", "cramped", {
    "metadata.namespace": "batch",
    spec: { hard: { ...caps, pods: "10" } },
  }),
  object("keda.sh/v1alpha1", "ScaledJob", "cramped", {
    "metadata.namespace": "batch",
    spec: {
      maxReplicaCount: 20,
      triggers: [
        {
          type: "cron",
          metadata: { timezone: "UTC", start: "0 6 * * *", end: "0 7 * * *", desiredReplicas: "20" },
        },
      ],
      jobTargetRef: {
        activeDeadlineSeconds: 600,
        template: template("cramped", { restartPolicy: "Never" }),
      },
    },
  }),
  object("v1", "ServiceAccount", "batch", {
    ...{ "metadata.namespace": "batch", "metadata.name": "web" },
    automountServiceAccountToken: false,
  }),
  object("networking.k8s.io/v1", "NetworkPolicy", "batch", {
    "metadata.namespace": "batch",
    spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"] },
  }),
  // k8s-quota-limitrange-complete
  object("v1", "ResourceQuota", "gap", {
    "metadata.namespace": "batch",
    spec: { hard: Object.fromEntries(Object.entries(caps).filter(([key]) => key !== "services.nodeports")) },
  }),
];
