import { change, type Body } from "./objects.ts";
import type { Resources } from "./run.ts";

/** A stack whose parts fit together, by resource name: to break or drop one at a time. */
const parts: Readonly<Record<string, readonly [type: string, props: Body]>> = {
  namespace: [
    "core/v1:Namespace",
    {
      metadata: {
        name: "shop",
        labels: { "aks-platform/tenant": "shop", "pod-security.kubernetes.io/enforce": "restricted" },
      },
    },
  ],
  quota: ["core/v1:ResourceQuota", { metadata: named("quota"), spec: { hard: { pods: "10" } } }],
  limits: ["core/v1:LimitRange", { metadata: named("limits"), spec: { limits: [] } }],
  owners: ["rbac.authorization.k8s.io/v1:RoleBinding", { metadata: named("owners") }],
  deny: [
    "networking.k8s.io/v1:NetworkPolicy",
    { metadata: named("deny"), spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"] } },
  ],
  dns: [
    "networking.k8s.io/v1:NetworkPolicy",
    {
      metadata: named("dns"),
      spec: {
        podSelector: {},
        policyTypes: ["Egress"],
        egress: [
          {
            to: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } } }],
            ports: [
              { protocol: "UDP", port: 53 },
              { protocol: "TCP", port: 53 },
            ],
          },
        ],
      },
    },
  ],
  policy: [
    "networking.k8s.io/v1:NetworkPolicy",
    { metadata: named("web"), spec: { podSelector: { matchLabels: { app: "web" } } } },
  ],
  web: [
    "apps/v1:Deployment",
    {
      metadata: named("web"),
      spec: {
        replicas: 2,
        template: {
          metadata: { labels: { app: "web", tier: "front" } },
          spec: { containers: [{ name: "web", ports: [{ name: "http", containerPort: 8080 }] }] },
        },
      },
    },
  ],
  budget: [
    "policy/v1:PodDisruptionBudget",
    {
      metadata: named("web"),
      spec: {
        maxUnavailable: 1,
        selector: { matchLabels: { app: "web" } },
        unhealthyPodEvictionPolicy: "AlwaysAllow",
      },
    },
  ],
  service: [
    "core/v1:Service",
    {
      metadata: named("web"),
      spec: { selector: { app: "web" }, ports: [{ name: "web", port: 80, targetPort: "http" }] },
    },
  ],
  gateway: [
    "gateway.networking.k8s.io/v1:Gateway",
    {
      metadata: named("platform", "ingress"),
      spec: {
        listeners: [
          { name: "http", port: 80, protocol: "HTTP" },
          {
            name: "shop",
            hostname: "shop.example.com",
            port: 443,
            protocol: "HTTPS",
            tls: { certificateRefs: [{ name: "shop-tls" }] },
            allowedRoutes: {
              kinds: [{ kind: "HTTPRoute" }],
              namespaces: {
                from: "Selector",
                selector: { matchLabels: { "aks-platform/tenant": "shop" } },
              },
            },
          },
        ],
      },
    },
  ],
  route: [
    "gateway.networking.k8s.io/v1:HTTPRoute",
    {
      metadata: named("web"),
      spec: {
        parentRefs: [{ name: "platform", namespace: "ingress", sectionName: "shop" }],
        hostnames: ["shop.example.com"],
        rules: [{ backendRefs: [{ name: "web", port: 80 }] }],
      },
    },
  ],
  ingress: [
    "networking.k8s.io/v1:Ingress",
    {
      metadata: named("old"),
      spec: {
        tls: [{ hosts: ["old.example.com"], secretName: "old-tls" }],
        rules: [
          {
            host: "old.example.com",
            http: { paths: [{ backend: { service: { name: "web", port: { name: "web" } } } }] },
          },
        ],
      },
    },
  ],
  certificate: ["cert-manager.io/v1:Certificate", certificate("shop", "ingress", "shop.example.com")],
  oldCertificate: ["cert-manager.io/v1:Certificate", certificate("old", "shop", "*.example.com")],
  issuer: ["cert-manager.io/v1:ClusterIssuer", { metadata: { name: "platform" } }],
};

/** The stack with changes to the parts, by dotted path; undefined drops a part. */
export function wired(
  changes: Readonly<Record<string, Body | undefined>> = {},
  more: Resources = [],
): Resources {
  const kept = Object.entries(parts).filter(([name]) => !(name in changes) || changes[name] !== undefined);
  return [
    ...kept.map(
      ([name, [type, props]]) => [`kubernetes:${type}`, name, change(props, changes[name] ?? {})] as const,
    ),
    ...more,
  ];
}

/** One of the parts under another name, changed. */
export function copy(part: string, name: string, changes: Body = {}): Resources[number] {
  const [type, props] = parts[part] ?? ["", {}];
  return [`kubernetes:${type}`, name, change(props, { "metadata.name": name, ...changes })];
}

export function autoscaler(spec: Body): Resources[number] {
  const scaleTargetRef = { kind: "Deployment", name: "web" };
  const props = { metadata: named("web"), spec: { scaleTargetRef, ...spec } };
  return ["kubernetes:autoscaling/v2:HorizontalPodAutoscaler", "autoscaler", props];
}

export function scaledObject(spec: Body): Resources[number] {
  const props = { metadata: named("web"), spec: { scaleTargetRef: { name: "web" }, ...spec } };
  return ["kubernetes:keda.sh/v1alpha1:ScaledObject", "scaled-object", props];
}

function named(name: string, namespace = "shop"): Body {
  return { name, namespace };
}

function certificate(name: string, namespace: string, host: string): Body {
  const issuerRef = { kind: "ClusterIssuer", name: "platform" };
  return {
    metadata: named(name, namespace),
    spec: { secretName: `${name}-tls`, dnsNames: [host], issuerRef },
  };
}
