import type { Given } from "../../policy/support/engine.ts";
import type { Body } from "../../policy/support/objects.ts";
import { object, podsOf } from "./objects.ts";

const networking = "networking.k8s.io/v1";

/** An Ingress over TLS whose controller has its certificate made. */
function ingress(name: string, changes: Body = {}): Given {
  const host = `${name}.example.com`;
  const service = { name: "web", port: { name: "http" } };
  return object(networking, "Ingress", name, {
    "metadata.annotations": { "cert-manager.io/cluster-issuer": "platform" },
    spec: {
      tls: [{ hosts: [host], secretName: `${name}-tls` }],
      rules: [{ host, http: { paths: [{ path: "/", pathType: "Prefix", backend: { service } }] } }],
    },
    ...changes,
  });
}

function networkPolicy(name: string, spec: Body): Given {
  return object(networking, "NetworkPolicy", name, { spec });
}

/** What Services, Ingresses and network policies can do wrong. */
export const traffic: readonly Given[] = [
  // k8s-service-exposure
  object("v1", "Service", "node-port", {
    spec: { type: "NodePort", selector: podsOf("latest"), ports: [{ port: 80, targetPort: "http" }] },
  }),
  // stack-service-selects-workload
  object("v1", "Service", "dangling", {
    spec: { selector: podsOf("nowhere"), ports: [{ port: 80, targetPort: "http" }] },
  }),
  // k8s-ingress-safe-config
  object(networking, "IngressClass", "retired", {
    "metadata.namespace": undefined,
    spec: { controller: "k8s.io/ingress-nginx" },
  }),
  // k8s-route-tls-required
  ingress("plain-http", { "spec.tls": undefined }),
  // stack-route-backends-exist
  ingress("to-nowhere", { "spec.rules.0.http.paths.0.backend.service.name": "nowhere" }),
  // stack-route-host-has-certificate
  ingress("no-certificate", { "metadata.annotations": undefined }),
  // k8s-networkpolicy-no-allow-all
  networkPolicy("open-door", { podSelector: {}, policyTypes: ["Ingress"], ingress: [{}] }),
  // stack-networkpolicy-coverage
  networkPolicy("dangling", {
    podSelector: { matchLabels: podsOf("nowhere") },
    policyTypes: ["Ingress"],
  }),
  // stack-no-cross-tenant-references
  networkPolicy("to-the-bank", {
    podSelector: {},
    policyTypes: ["Egress"],
    egress: [{ to: [{ namespaceSelector: { matchLabels: { "aks-platform/tenant": "bank" } } }] }],
  }),
];
