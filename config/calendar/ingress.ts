import type { Entry } from "./entry.ts";

const gateway = "ingress/app-routing-gateway-api";
const routing = {
  source: "https://learn.microsoft.com/azure/aks/app-routing-gateway-api",
  checked: "2026-08-21",
} as const;
const applicationGateway = {
  source: "https://learn.microsoft.com/azure/application-gateway/for-containers/migrate-from-agic-to-agc",
  checked: "2026-11-21",
} as const;
const traefik = {
  source: "https://doc.traefik.io/traefik/deprecation/releases/",
  checked: "2026-07-24",
} as const;

/** Controllers that bring traffic into a cluster. */
export const ingress: readonly Entry[] = [
  {
    id: gateway,
    title: "AKS application routing with Gateway API",
    released: "2026-04-28",
    ...routing,
  },
  {
    id: "ingress/app-routing-nginx",
    title: "AKS application routing with NGINX",
    ends: "2026-11-30",
    successor: gateway,
    ...routing,
  },
  {
    id: "ingress/http-application-routing",
    title: "AKS HTTP application routing",
    ends: "2025-03-03",
    successor: gateway,
    source: "https://github.com/Azure/AKS/blob/master/CHANGELOG.md",
    checked: "2026-08-07",
  },
  {
    id: "ingress/ingress-nginx",
    title: "ingress-nginx",
    ends: "2026-03-31",
    successor: gateway,
    source: "https://kubernetes.io/blog/2025/11/11/ingress-nginx-retirement/",
    checked: "2026-11-21",
  },
  {
    id: "ingress/agic",
    title: "Application Gateway Ingress Controller",
    successor: "ingress/application-gateway-for-containers",
    ...applicationGateway,
  },
  {
    id: "ingress/application-gateway-for-containers",
    title: "Application Gateway for Containers",
    ...applicationGateway,
  },
  {
    id: "ingress/traefik-2.11",
    title: "Traefik 2.11",
    released: "2024-02-12",
    ends: "2026-02-01",
    successor: "ingress/traefik-3.7",
    ...traefik,
  },
  {
    id: "ingress/traefik-3.6",
    title: "Traefik 3.6",
    released: "2025-11-07",
    ends: "2026-05-05",
    successor: "ingress/traefik-3.7",
    ...traefik,
  },
  {
    id: "ingress/traefik-3.7",
    title: "Traefik 3.7",
    released: "2026-05-05",
    endsWith: "the release of Traefik 3.8",
    ...traefik,
  },
];
