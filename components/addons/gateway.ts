/** The shared gateway's objects as plain values. */

import type { ReadonlyMapOf } from "../../config/types.ts";
import { tenantLabel } from "../base/labels.ts";
import { listenerName, type GatewayRef } from "../base/platform.ts";

/** One gateway for all tenants: one public address, one place where TLS ends. */
export const gateway: GatewayRef = { name: "platform", namespace: "ingress" };

/** What differs between gateway controllers; Traefik's listeners name the ports of its pods, not of its Service. */
export const controllers = {
  aks: { className: "approuting-istio", http: 80, https: 443 },
  chart: { className: "traefik", http: 8000, https: 8443 },
} as const;

export type Controller = keyof typeof controllers;

/** The Secret that holds a host's certificate. */
function secretName(host: string): string {
  return `${host}-tls`;
}

/**
 * HTTP for redirects and certificate challenges, which live in the gateway's own namespace, and one HTTPS listener
 * for each host, which only routes of the tenant that owns the host may join.
 */
export function gatewaySpec(controller: Controller, hosts: ReadonlyMapOf<string>) {
  const { className, http, https } = controllers[controller];
  const secure = Object.entries(hosts).map(([host, tenant]) => ({
    name: listenerName(host),
    hostname: host,
    port: https,
    protocol: "HTTPS",
    tls: { mode: "Terminate", certificateRefs: [{ group: "", kind: "Secret", name: secretName(host) }] },
    allowedRoutes: {
      kinds: [{ group: "gateway.networking.k8s.io", kind: "HTTPRoute" }],
      namespaces: { from: "Selector", selector: { matchLabels: { [tenantLabel]: tenant } } },
    },
  }));
  const plain = {
    name: "http",
    port: http,
    protocol: "HTTP",
    allowedRoutes: { namespaces: { from: "Same" } },
  };
  return { gatewayClassName: className, listeners: [plain, ...secure] };
}

/** Sends every plain request to the same address over HTTPS. */
export const redirectSpec = {
  parentRefs: [{ name: gateway.name, sectionName: "http" }],
  rules: [
    {
      filters: [
        { type: "RequestRedirect", requestRedirect: { scheme: "https", port: 443, statusCode: 301 } },
      ],
    },
  ],
};

export function certificateSpec(host: string, issuer: string) {
  return {
    secretName: secretName(host),
    dnsNames: [host],
    privateKey: { algorithm: "ECDSA", size: 256, rotationPolicy: "Always" },
    issuerRef: { group: "cert-manager.io", kind: "ClusterIssuer", name: issuer },
  };
}
