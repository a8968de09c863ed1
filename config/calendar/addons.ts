import type { Entry } from "./entry.ts";

const certManager = {
  source: "https://cert-manager.io/docs/releases/",
  checked: "2026-08-22",
} as const;
const keda = { source: "https://keda.sh/docs/2.20/operate/cluster/", checked: "2026-08-20" } as const;

/** Add-ons that come from their own charts. KEDA publishes no end of support. */
const charts: readonly Entry[] = [
  {
    id: "addon/cert-manager-1.19",
    title: "cert-manager 1.19",
    released: "2025-10-07",
    ends: "2026-07-08",
    successor: "addon/cert-manager-1.21",
    ...certManager,
  },
  {
    id: "addon/cert-manager-1.20",
    title: "cert-manager 1.20",
    released: "2026-03-10",
    endsWith: "the release of cert-manager 1.22",
    successor: "addon/cert-manager-1.21",
    ...certManager,
  },
  {
    id: "addon/cert-manager-1.21",
    title: "cert-manager 1.21",
    released: "2026-07-08",
    endsWith: "the release of cert-manager 1.23",
    ...certManager,
  },
  { id: "addon/keda-2.20", title: "KEDA 2.20", successor: "addon/keda-2.21", ...keda },
  {
    id: "addon/keda-2.21",
    title: "KEDA 2.21",
    released: "2026-09-23",
    source: "https://keda.sh/docs/2.22/operate/cluster/",
    checked: "2026-11-21",
  },
];

/** Images the platform itself runs for tenants. */
const images: readonly Entry[] = [
  {
    id: "image/mongodb-8.0",
    title: "MongoDB 8.0",
    released: "2024-10",
    ends: "2029-10-31",
    source: "https://www.mongodb.com/legal/support-policy/lifecycles",
    checked: "2026-11-21",
  },
];

export const addons: readonly Entry[] = [...charts, ...images];
