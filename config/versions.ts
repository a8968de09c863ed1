/** Every version the program deploys, in one place. Versions of the local parts are in local/go/<part>/go.mod. */

/** ARM API version for clusters and agent pools: the first stable one with `ingressProfile.gatewayAPI`. */
export const containerServiceApiVersion = "v20260301";

/** Provider that owns the parameterized API version above; equals the npm package's version (tested). */
export const azureNativeVersion = "3.28.0";

/** Versions of Azure's APIs behind azure-native's classes and functions, by module: the provider's choice (tested). */
export const azureApis = {
  alertsmanagement: ["2023-03-01"],
  authorization: ["2022-04-01"],
  consumption: ["2024-08-01"],
  containerregistry: ["2023-01-01-preview"],
  containerservice: ["2025-04-02-preview", "2025-09-01"],
  dashboard: ["2024-10-01"],
  dataprotection: ["2025-01-01"],
  keyvault: ["2024-11-01"],
  managedidentity: ["2023-01-31"],
  monitor: ["2021-05-01-preview", "2022-06-01", "2023-04-03", "2024-10-01-preview"],
  network: ["2024-05-01"],
  operationalinsights: ["2023-09-01"],
  privatedns: ["2024-06-01"],
  resources: ["2024-03-01"],
  servicebus: ["2026-01-01"],
} as const;

/** API versions of the Kubernetes objects the program writes itself (tested); charts bring their own. */
export const kubernetesApis = [
  "apps/v1",
  "autoscaling/v2",
  "batch/v1",
  "cert-manager.io/v1",
  "gateway.networking.k8s.io/v1",
  "keda.sh/v1alpha1",
  "networking.k8s.io/v1",
  "policy/v1",
  "rbac.authorization.k8s.io/v1",
  "secrets-store.csi.x-k8s.io/v1",
  "v1",
] as const;

/** What nodes run: ARM's `osSKU`. */
export const nodeOsSku = "AzureLinux3";

/** How pods get their addresses, and what enforces network policies: ARM's `networkProfile`. */
export const podNetwork = {
  networkPlugin: "azure",
  networkPluginMode: "overlay",
  networkDataplane: "cilium",
  networkPolicy: "cilium",
} as const;

/** Charts by name: repository, exact version, and the minor version of the software in it. */
export const charts = {
  "cert-manager": { repository: "https://charts.jetstack.io", version: "v1.21.1", release: "1.21" },
  keda: { repository: "https://kedacore.github.io/charts", version: "2.21.0", release: "2.21" },
  traefik: { repository: "https://traefik.github.io/charts", version: "41.3.0", release: "3.7" },
} as const;

export type ChartName = keyof typeof charts;

/** Images the platform itself runs for tenants. */
export const images = {
  mongodb: "docker.io/library/mongo:8.0.15",
} as const;
