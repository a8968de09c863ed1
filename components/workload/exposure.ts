/** How a service is reached from outside. */

import { CustomResource } from "@pulumi/kubernetes/apiextensions/customResource.js";
import type * as pulumi from "@pulumi/pulumi";
import { tenantLabels, type Selectable } from "../base/labels.ts";
import { listenerName, type GatewayRef } from "../base/platform.ts";

export interface RouteArgs {
  readonly tenant: string;
  readonly workload: Selectable;
  readonly gateway: GatewayRef;
  readonly host: string;
  /** Path prefixes. Among all services of a host the longest one wins. */
  readonly paths: readonly string[];
  readonly port: number;
}

/** Joins the HTTPS listener of one host. There is no route over HTTP: the gateway redirects. */
export function createRoute(
  name: string,
  args: RouteArgs,
  opts: pulumi.CustomResourceOptions,
): CustomResource {
  const { tenant, workload, gateway } = args;
  const longestFirst = [...args.paths].sort((a, b) => b.length - a.length || a.localeCompare(b));
  return new CustomResource(
    name,
    {
      apiVersion: "gateway.networking.k8s.io/v1",
      kind: "HTTPRoute",
      metadata: { name: workload.name, namespace: tenant, labels: tenantLabels(tenant, workload) },
      spec: {
        parentRefs: [
          { name: gateway.name, namespace: gateway.namespace, sectionName: listenerName(args.host) },
        ],
        hostnames: [args.host],
        rules: [
          {
            matches: longestFirst.map((value) => ({ path: { type: "PathPrefix", value } })),
            backendRefs: [{ name: workload.name, port: args.port }],
          },
        ],
      },
    },
    opts,
  );
}
