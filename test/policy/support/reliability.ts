import { change, podSpec, type Body } from "./objects.ts";

export const labels = { "app.kubernetes.io/name": "web", "app.kubernetes.io/component": "service" };

const selector = { matchLabels: labels };

function constraint(topologyKey: string): Body {
  return { maxSkew: 1, topologyKey, whenUnsatisfiable: "ScheduleAnyway", labelSelector: selector };
}

/** A Deployment or StatefulSet that keeps every rule on reliability; changes by dotted path. */
export function rolling(changes: Body = {}): Body {
  const pod = podSpec({
    terminationGracePeriodSeconds: 45,
    topologySpreadConstraints: [
      constraint("topology.kubernetes.io/zone"),
      constraint("kubernetes.io/hostname"),
    ],
  });
  const template = { metadata: { labels: { ...labels, version: "1" } }, spec: pod };
  return change(
    { metadata: { name: "web", namespace: "shop" }, spec: { replicas: 2, selector, template } },
    changes,
  );
}

/** A ScaledObject that keeps every rule. */
export function scaledObject(changes: Body = {}): Body {
  const metadata = { namespace: "sb-shop", queueName: "orders", messageCount: "5" };
  return change(
    {
      metadata: { name: "web", namespace: "shop" },
      spec: {
        scaleTargetRef: { name: "web" },
        minReplicaCount: 0,
        maxReplicaCount: 8,
        cooldownPeriod: 300,
        fallback: { failureThreshold: 3, replicas: 1 },
        triggers: [{ type: "azure-servicebus", metadata }],
      },
    },
    changes,
  );
}
