import type { Entry } from "./entry.ts";

const overview = {
  source: "https://learn.microsoft.com/azure/aks/concepts-network-cni-overview",
  checked: "2026-08-21",
} as const;
const policies = {
  source: "https://learn.microsoft.com/azure/aks/use-network-policies",
  checked: "2026-08-21",
} as const;

/** How pods of AKS get their addresses. */
const cni: readonly Entry[] = [
  { id: "cni/azure-overlay-cilium", title: "Azure CNI Overlay with the Cilium data plane", ...overview },
  { id: "cni/azure-overlay", title: "Azure CNI Overlay", ...overview },
  { id: "cni/azure-pod-subnet", title: "Azure CNI Pod Subnet", ...overview },
  {
    id: "cni/azure-node-subnet",
    title: "Azure CNI Node Subnet (legacy)",
    successor: "cni/azure-overlay-cilium",
    ...overview,
  },
  {
    id: "cni/kubenet",
    title: "kubenet",
    ends: "2028-03-31",
    successor: "cni/azure-overlay-cilium",
    ...overview,
  },
];

/** What enforces network policies on Linux nodes. */
const engines: readonly Entry[] = [
  { id: "network-policy/cilium", title: "Cilium network policies", ...policies },
  { id: "network-policy/calico", title: "Calico network policies", ...policies },
  {
    id: "network-policy/azure",
    title: "Azure Network Policy Manager",
    ends: "2028-09-30",
    successor: "network-policy/cilium",
    ...policies,
  },
];

export const network: readonly Entry[] = [...cni, ...engines];
