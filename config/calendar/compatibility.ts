/** Which versions go together: what AKS and the projects publish. Versions are `major.minor` unless said otherwise. */

/** Minor versions of Kubernetes, both included; without `to` all later ones. */
export interface MinorRange {
  readonly from: string;
  readonly to?: string;
}

function numberOf(version: string): number {
  const [major = "0", minor = "0"] = version.split(".");
  return Number(major) * 1000 + Number(minor);
}

/** Whether `version` is `other` or later; both `major.minor`. */
export function isAtLeast(version: string, other: string): boolean {
  return numberOf(version) >= numberOf(other);
}

export function isWithin(minor: string, { from, to }: MinorRange): boolean {
  return isAtLeast(minor, from) && (to === undefined || isAtLeast(to, minor));
}

/**
 * Gateway API that AKS installs, by Kubernetes minor; standard channel.
 * Source: https://learn.microsoft.com/azure/aks/managed-gateway-api, read 2026-08-21.
 */
export const gatewayApi: Readonly<Record<string, string>> = {
  "1.29": "1.2",
  "1.30": "1.2",
  "1.31": "1.2",
  "1.32": "1.2",
  "1.33": "1.2",
  "1.34": "1.3",
  "1.35": "1.4",
  "1.36": "1.5",
  "1.37": "1.5",
};

/**
 * KEDA that AKS's add-on runs, by Kubernetes minor; AKS has not published it for those that are not here.
 * Source: https://learn.microsoft.com/azure/aks/supported-kubernetes-versions, read 2026-08-21.
 */
export const kedaAddon: Readonly<Record<string, string>> = { "1.33": "2.16", "1.35": "2.17", "1.36": "2.19" };

/**
 * Kubernetes that a release supports or is tested with, by id of its entry.
 * Sources: https://cert-manager.io/docs/releases/, read 2026-08-22; https://keda.sh/docs/2.22/operate/cluster/, read
 * 2026-11-21.
 */
export const kubernetesOf: Readonly<Record<string, MinorRange>> = {
  "addon/cert-manager-1.19": { from: "1.31", to: "1.35" },
  "addon/cert-manager-1.20": { from: "1.32", to: "1.35" },
  "addon/cert-manager-1.21": { from: "1.33", to: "1.36" },
  "addon/keda-2.20": { from: "1.33", to: "1.35" },
  "addon/keda-2.21": { from: "1.34", to: "1.36" },
};

/**
 * Oldest Gateway API with all that a controller watches. Later ones keep what earlier ones had.
 * Source: https://doc.traefik.io/traefik/reference/install-configuration/providers/kubernetes/kubernetes-gateway/,
 * branches v3.6 and v3.7, read 2026-07-24.
 */
export const gatewayApiOf: Readonly<Record<string, string>> = {
  "ingress/traefik-3.6": "1.4",
  "ingress/traefik-3.7": "1.5",
};

/**
 * Values of a pool's `osSKU`: the Kubernetes they can run, and the operating system they mean on it.
 * Source: https://learn.microsoft.com/azure/aks/upgrade-os-version, read 2026-08-21.
 */
export const osSkus: Readonly<Record<string, readonly (MinorRange & { readonly os: string })[]>> = {
  AzureLinux: [
    { from: "1.29", to: "1.31", os: "os/azure-linux-2" },
    { from: "1.32", os: "os/azure-linux-3" },
  ],
  AzureLinux3: [{ from: "1.28", to: "1.36", os: "os/azure-linux-3" }],
  Ubuntu: [
    { from: "1.29", to: "1.34", os: "os/ubuntu-22.04" },
    { from: "1.35", to: "1.37", os: "os/ubuntu-24.04" },
  ],
  Ubuntu2204: [{ from: "1.25", to: "1.36", os: "os/ubuntu-22.04" }],
  Ubuntu2404: [{ from: "1.32", to: "1.38", os: "os/ubuntu-24.04" }],
  AzureContainerLinux: [{ from: "1.34", os: "os/azure-container-linux" }],
};
