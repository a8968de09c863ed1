/** How much of the cluster a tenant may use, as plain values. */

import type { core } from "@pulumi/kubernetes/types/input.js";
import { formatBytes, formatCpu, parseBytes, parseCpu } from "../../config/quantity.ts";
import type { Quota } from "../../config/types.ts";

/** Limits may be this many times the requests: pods rarely peak together. */
const overcommit = 2;
/** Volumes have a price each, apart from their size. */
const maxClaims = 20;

/** Hard limits of the namespace. A node port would be open on every node, past the gateway. */
export function quotaSpec(quota: Quota): core.v1.ResourceQuotaSpec {
  return {
    hard: {
      "requests.cpu": quota.cpu,
      "requests.memory": quota.memory,
      "limits.cpu": formatCpu(overcommit * parseCpu(quota.cpu)),
      "limits.memory": formatBytes(overcommit * parseBytes(quota.memory)),
      pods: String(quota.pods),
      "requests.storage": quota.storage,
      persistentvolumeclaims: String(maxClaims),
      "services.loadbalancers": String(quota.loadBalancers),
      "services.nodeports": "0",
    },
  };
}

/** What a container gets that names nothing; ours all do, but people start containers by hand, too. */
export const limitRangeSpec: core.v1.LimitRangeSpec = {
  limits: [
    {
      type: "Container",
      defaultRequest: { cpu: "100m", memory: "128Mi" },
      default: { cpu: "200m", memory: "256Mi" },
    },
  ],
};
