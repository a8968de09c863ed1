/** Who a workload talks to. */

import { NetworkPolicy } from "@pulumi/kubernetes/networking/v1/networkPolicy.js";
import type * as pulumi from "@pulumi/pulumi";
import { selectorLabels, tenantLabels, type Selectable } from "../base/labels.ts";
import { tcp, workloadPeer, type EgressRule, type Peer } from "../base/networkPolicies.ts";
import type { Connection } from "./workload.ts";

export interface WorkloadPolicyArgs {
  readonly tenant: string;
  readonly workload: Selectable;
  /** Port on which it is called; absent: it is not. */
  readonly port?: number;
  readonly callers: readonly Peer[];
  readonly connections: readonly Connection[];
  /** Where it reaches Azure's services, over HTTPS and AMQP; empty: nowhere. */
  readonly azure: readonly Peer[];
}

/** Opens the declared edges and nothing else: the namespace denies everything both ways, apart from DNS. */
export function allowDeclaredEdges(
  name: string,
  args: WorkloadPolicyArgs,
  opts: pulumi.CustomResourceOptions,
): NetworkPolicy {
  const { tenant, workload, port, callers } = args;
  const ingress =
    port === undefined || callers.length === 0 ? [] : [{ from: [...callers], ports: tcp(port) }];
  return new NetworkPolicy(
    name,
    {
      metadata: { name: workload.name, namespace: tenant, labels: tenantLabels(tenant, workload) },
      spec: {
        podSelector: { matchLabels: selectorLabels(workload) },
        policyTypes: ["Ingress", "Egress"],
        ingress,
        egress: egressRules(args),
      },
    },
    opts,
  );
}

function egressRules({ connections, azure }: WorkloadPolicyArgs): EgressRule[] {
  const edges = connections.flatMap(({ edge }) =>
    edge ? [{ to: [workloadPeer(edge.peer)], ports: tcp(edge.port) }] : [],
  );
  return azure.length > 0 ? [...edges, { to: [...azure], ports: tcp(443, 5671) }] : edges;
}
