/** Rules that several network policies share. Every rule names its peers and its ports. */

import type { networking } from "@pulumi/kubernetes/types/input.js";
import { privateRanges } from "../../config/ranges.ts";
import { selectorLabels, type Selectable } from "./labels.ts";
import type { Platform } from "./platform.ts";

export type IngressRule = networking.v1.NetworkPolicyIngressRule;
export type EgressRule = networking.v1.NetworkPolicyEgressRule;
export type Peer = networking.v1.NetworkPolicyPeer;

const anywhere = "0.0.0.0/0";
/** Hands out the node's own credentials to whoever asks. */
const metadataService = "169.254.169.254/32";

export function tcp(...ports: readonly (number | string)[]): networking.v1.NetworkPolicyPort[] {
  return ports.map((port) => ({ protocol: "TCP", port }));
}

/** Every pod of a namespace. */
export function namespacePeer(namespace: string): Peer {
  return { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": namespace } } };
}

/** A workload in the policy's own namespace. */
export function workloadPeer(workload: Selectable): Peer {
  return { podSelector: { matchLabels: selectorLabels(workload) } };
}

/** Name resolution by the cluster's own servers. */
export const dns: EgressRule = {
  to: [{ ...namespacePeer("kube-system"), podSelector: { matchLabels: { "k8s-app": "kube-dns" } } }],
  ports: [{ protocol: "UDP", port: 53 }, ...tcp(53)],
};

/** Any address but the metadata service: for controllers, whose API server may have a private address. */
export const anyAddress: Peer = { ipBlock: { cidr: anywhere, except: [metadataService] } };

/** The public internet; nothing of the cluster or the network. */
const publicAddress: Peer = { ipBlock: { cidr: anywhere, except: [...privateRanges] } };

/** Where Azure's services answer: on the public internet, and at their private endpoints. */
export function azurePeers({ endpointRange }: Pick<Platform, "endpointRange">): readonly Peer[] {
  return endpointRange === undefined
    ? [publicAddress]
    : [publicAddress, { ipBlock: { cidr: endpointRange } }];
}
