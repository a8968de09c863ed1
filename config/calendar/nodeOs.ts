import type { Entry } from "./entry.ts";

const upgrades = {
  source: "https://learn.microsoft.com/azure/aks/upgrade-os-version",
  checked: "2026-08-21",
} as const;

/** Operating systems of AKS nodes. Which one an `osSKU` means can depend on Kubernetes, see compatibility.ts. */
export const nodeOs: readonly Entry[] = [
  {
    id: "os/ubuntu-20.04",
    title: "Ubuntu 20.04 on AKS",
    ends: "2027-03-17",
    successor: "os/ubuntu-24.04",
    ...upgrades,
  },
  {
    id: "os/ubuntu-22.04",
    title: "Ubuntu 22.04 on AKS",
    ends: "2027-06-30",
    successor: "os/ubuntu-24.04",
    ...upgrades,
  },
  { id: "os/ubuntu-24.04", title: "Ubuntu 24.04 on AKS", ...upgrades },
  {
    id: "os/azure-linux-2",
    title: "Azure Linux 2.0 on AKS",
    ends: "2025-11-30",
    successor: "os/azure-linux-3",
    ...upgrades,
  },
  { id: "os/azure-linux-3", title: "Azure Linux 3.0 on AKS", ...upgrades },
  {
    id: "os/azure-linux-os-guard",
    title: "Azure Linux with OS Guard on AKS",
    ends: "2026-12-10",
    successor: "os/azure-container-linux",
    source: "https://github.com/Azure/AKS/releases/tag/2026-09-04",
    checked: "2026-09-04",
  },
  { id: "os/azure-container-linux", title: "Azure Container Linux on AKS", ...upgrades },
  {
    id: "os/flatcar",
    title: "Flatcar Container Linux on AKS",
    ends: "2026-06-08",
    successor: "os/azure-container-linux",
    source: "https://github.com/Azure/AKS/issues/5648",
    checked: "2026-08-21",
  },
];
