/** What every add-on that runs in the cluster has in common. */

import { Namespace } from "@pulumi/kubernetes/core/v1/namespace.js";
import { Chart } from "@pulumi/kubernetes/helm/v4/chart.js";
import { NetworkPolicy } from "@pulumi/kubernetes/networking/v1/networkPolicy.js";
import { ConfigGroup } from "@pulumi/kubernetes/yaml/v2/configGroup.js";
import type * as pulumi from "@pulumi/pulumi";
import { charts, type ChartName } from "../../config/versions.ts";
import type { ChartSource } from "../../config/types.ts";
import { Component } from "../base/component.ts";
import { platformLabels, podSecurityLabels, poolLabel } from "../base/labels.ts";
import {
  anyAddress,
  dns,
  namespacePeer,
  tcp,
  type EgressRule,
  type IngressRule,
} from "../base/networkPolicies.ts";

export interface AddonArgs {
  /** Minor version of the cluster, e.g. `1.36`. */
  readonly kubernetesVersion: string;
  /** Where the chart comes from when not from its public repository. */
  readonly source?: ChartSource | undefined;
}

interface ChartArgs extends Pick<AddonArgs, "source"> {
  readonly chart: ChartName;
  readonly namespace: string;
  readonly values: Record<string, unknown>;
  /** Leaves out the chart's own CRDs where somebody else owns them. */
  readonly skipCrds?: boolean;
}

/** Owns the namespace, the network policy, the chart and its version; subclasses own values and what comes after. */
export abstract class Addon extends Component {
  protected createNamespace(
    name: string,
    namespace: string,
    kubernetesVersion: string,
    enforce: "restricted" | "baseline" = "restricted",
  ): Namespace {
    const labels = { ...platformLabels(namespace), ...podSecurityLabels(kubernetesVersion, enforce) };
    return new Namespace(`${name}-namespace`, { metadata: { name: namespace, labels } }, { parent: this });
  }

  /**
   * A controller talks to its own pods, DNS and HTTPS endpoints, the API server among them; it is called by the API
   * server, which comes through konnectivity in kube-system. Everything else is denied.
   */
  protected createNetworkPolicy(
    name: string,
    namespace: Namespace,
    namespaceName: string,
    more: { readonly ingress?: readonly IngressRule[]; readonly egress?: readonly EgressRule[] } = {},
  ): NetworkPolicy {
    return new NetworkPolicy(
      `${name}-network-policy`,
      {
        metadata: { name: "controllers", namespace: namespaceName, labels: platformLabels(namespaceName) },
        spec: {
          podSelector: {},
          policyTypes: ["Ingress", "Egress"],
          ingress: [{ from: [{ podSelector: {} }, namespacePeer("kube-system")] }, ...(more.ingress ?? [])],
          egress: [
            dns,
            { to: [{ podSelector: {} }] },
            { to: [anyAddress], ports: tcp(80, 443, 6443) },
            ...(more.egress ?? []),
          ],
        },
      },
      { parent: this, dependsOn: [namespace] },
    );
  }

  /** The chart with everything it renders as resources of ours, or its CRDs alone where no chart is to be had. */
  protected install(name: string, args: ChartArgs, dependsOn: pulumi.Resource[]): pulumi.Resource {
    const { source, chart } = args;
    const opts = { parent: this, dependsOn };
    if (source && "crds" in source)
      return new ConfigGroup(`${name}-crds`, { files: [`${source.crds}/*.yaml`] }, opts);
    const { repository, version } = charts[chart];
    const from = source ? { chart: source.path } : { chart, version, repositoryOpts: { repo: repository } };
    return new Chart(
      `${name}-chart`,
      {
        ...from,
        name: chart,
        namespace: args.namespace,
        values: args.values,
        skipCrds: args.skipCrds ?? false,
      },
      opts,
    );
  }
}

/** Prefers the nodes kept free for add-ons, and tolerates what keeps others off them. */
export const systemPlacement = {
  tolerations: [{ key: "CriticalAddonsOnly", operator: "Exists" }],
  affinity: {
    nodeAffinity: {
      preferredDuringSchedulingIgnoredDuringExecution: [
        {
          weight: 100,
          preference: { matchExpressions: [{ key: poolLabel, operator: "In", values: ["system"] }] },
        },
      ],
    },
  },
};

/** Requests and limits of a controller. */
export function resources(cpu: readonly [string, string], memory: readonly [string, string]) {
  return { requests: { cpu: cpu[0], memory: memory[0] }, limits: { cpu: cpu[1], memory: memory[1] } };
}
