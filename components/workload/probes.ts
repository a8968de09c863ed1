/** How the kubelet asks a container how it is. */

import type { core } from "@pulumi/kubernetes/types/input.js";
import type { Health } from "../../config/types.ts";

export interface Probes {
  readonly startupProbe: core.v1.Probe;
  readonly livenessProbe: core.v1.Probe;
  readonly readinessProbe: core.v1.Probe;
}

const startupPeriod = 5;

/**
 * Three probes. Startup asks until the application had its time, so that liveness can be strict afterwards. Readiness
 * gives up sooner than liveness: a pod leaves the Service before it is restarted.
 */
export function probes(health: Health, port: string): Probes {
  const startup = Math.ceil(health.startupSeconds / startupPeriod);
  return {
    startupProbe: {
      ...handler(health, port, "live"),
      periodSeconds: startupPeriod,
      failureThreshold: startup,
      timeoutSeconds: 3,
    },
    livenessProbe: {
      ...handler(health, port, "live"),
      periodSeconds: 10,
      failureThreshold: 6,
      timeoutSeconds: 3,
    },
    readinessProbe: {
      ...handler(health, port, "ready"),
      periodSeconds: 5,
      failureThreshold: 3,
      timeoutSeconds: 3,
    },
  };
}

function handler(health: Health, port: string, question: "live" | "ready"): core.v1.Probe {
  switch (health.kind) {
    case "http":
      return { httpGet: { path: health[question], port, scheme: "HTTP" } };
    case "exec":
      return { exec: { command: [...health.command] } };
  }
}
