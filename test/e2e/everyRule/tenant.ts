import type { Given } from "../../policy/support/engine.ts";
import { budgeted, deployment, home, object, podsOf } from "./objects.ts";

const psa = "pod-security.kubernetes.io";

/** Labels of a namespace that enforces Pod Security. */
export function securityLabels(warn = "restricted"): Readonly<Record<string, string>> {
  const modes = Object.entries({ enforce: "restricted", audit: "restricted", warn });
  return Object.fromEntries(
    modes.flatMap(([mode, level]) => [
      [`${psa}/${mode}`, level],
      [`${psa}/${mode}-version`, "v1.36"],
    ]),
  );
}

/** A Namespace that keeps every rule; `tenant` makes it one of a tenant. */
export function namespace(name: string, tenant?: string, warn?: string): Given {
  return object("v1", "Namespace", name, {
    metadata: {
      name,
      labels: {
        ...{ ...podsOf(name), "app.kubernetes.io/managed-by": "pulumi" },
        ...securityLabels(warn),
        ...(tenant === undefined ? {} : { "aks-platform/tenant": tenant }),
      },
    },
  });
}

/** Caps on everything a quota has to cap. */
export const caps = {
  ...{ "requests.cpu": "100", "requests.memory": "100Gi", "limits.memory": "200Gi", pods: "200" },
  ...{ "services.loadbalancers": "0", "services.nodeports": "0" },
};

const systemDns = {
  to: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } } }],
  ports: [
    { protocol: "UDP", port: 53 },
    { protocol: "TCP", port: 53 },
  ],
};

/** A tenant that keeps every rule: the ground on which the violations stand. */
export const tenant: readonly Given[] = [
  namespace(home, "shop"),
  object("v1", "ResourceQuota", "quota", { spec: { hard: caps } }),
  object("v1", "LimitRange", "limits", {
    spec: {
      limits: [
        {
          type: "Container",
          default: { cpu: "500m", memory: "256Mi" },
          defaultRequest: { cpu: "250m", memory: "128Mi" },
        },
      ],
    },
  }),
  object("networking.k8s.io/v1", "NetworkPolicy", "deny-all", {
    spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"] },
  }),
  object("networking.k8s.io/v1", "NetworkPolicy", "dns", {
    spec: { podSelector: {}, policyTypes: ["Egress"], egress: [systemDns] },
  }),
  object("rbac.authorization.k8s.io/v1", "RoleBinding", "viewers", {
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "view" },
    subjects: [{ apiGroup: "rbac.authorization.k8s.io", kind: "Group", name: "shop-developers" }],
  }),
  object("policy/v1", "PodDisruptionBudget", "web", {
    spec: {
      maxUnavailable: 1,
      selector: { matchLabels: budgeted },
      unhealthyPodEvictionPolicy: "AlwaysAllow",
    },
  }),
  object("v1", "ServiceAccount", "web", { automountServiceAccountToken: false }),
  object("scheduling.k8s.io/v1", "PriorityClass", "service", {
    "metadata.namespace": undefined,
    value: 1000,
  }),
  deployment("web"),
  object("v1", "Service", "web", {
    spec: { selector: podsOf("web"), ports: [{ name: "http", port: 80, targetPort: "http" }] },
  }),
];
