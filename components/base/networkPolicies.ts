/** Rules that several network policies share. Every rule names its peers and its ports. */

import type { networking } from "@pulumi/kubernetes/types/input.js";
import { selectorLabels, type Selectable } from "./labels.ts";

export type IngressRule = networking.v1.NetworkPolicyIngressRule;
export type EgressRule = networking.v1.NetworkPolicyEgressRule;
export type Peer = networking.v1.NetworkPolicyPeer;

const anywhere = "0.0.0.0/0";
/** Hands out the node's own credentials to whoever asks. */
const metadataService = "169.254.169.254/32";
const privateRanges = ["10.0.0.0/8", "100.64.0.0/10", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16"];

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

/** The public internet, where Azure's services answer; nothing of the cluster or the network. */
export const publicAddress: Peer = { ipBlock: { cidr: anywhere, except: privateRanges } };
