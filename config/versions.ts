/** Every version the program deploys, in one place. Versions of the local parts are in local/go/<part>/go.mod. */

/** ARM API version for clusters and agent pools: the first stable one with `ingressProfile.gatewayAPI`. */
export const containerServiceApiVersion = "v20260301";

/** Provider that owns the parameterized API version above; equals the npm package's version (tested). */
export const azureNativeVersion = "3.28.0";

/** Charts by name: repository and exact version. */
export const charts = {
  "cert-manager": { repository: "https://charts.jetstack.io", version: "v1.21.1" },
  keda: { repository: "https://kedacore.github.io/charts", version: "2.20.2" },
  traefik: { repository: "https://traefik.github.io/charts", version: "41.3.0" },
} as const;

export type ChartName = keyof typeof charts;

/** Images the platform itself runs for tenants. */
export const images = {
  mongodb: "docker.io/library/mongo:8.0.15",
} as const;
