import type { KubernetesObject } from "./object.ts";

/** By API group, kinds that live in no namespace: Kubernetes's own, and those of APIs often met on AKS. */
const clusterScoped: Readonly<Record<string, readonly string[]>> = {
  "": ["ComponentStatus", "Namespace", "Node", "PersistentVolume"],
  "admissionregistration.k8s.io": [
    "MutatingAdmissionPolicy",
    "MutatingAdmissionPolicyBinding",
    "MutatingWebhookConfiguration",
    "ValidatingAdmissionPolicy",
    "ValidatingAdmissionPolicyBinding",
    "ValidatingWebhookConfiguration",
  ],
  "apiextensions.k8s.io": ["CustomResourceDefinition"],
  "apiregistration.k8s.io": ["APIService"],
  "auditregistration.k8s.io": ["AuditSink"],
  "authentication.k8s.io": ["SelfSubjectReview", "TokenReview"],
  "authorization.k8s.io": ["SelfSubjectAccessReview", "SelfSubjectRulesReview", "SubjectAccessReview"],
  "certificates.k8s.io": ["CertificateSigningRequest", "ClusterTrustBundle"],
  extensions: ["PodSecurityPolicy"],
  "flowcontrol.apiserver.k8s.io": ["FlowSchema", "PriorityLevelConfiguration"],
  "internal.apiserver.k8s.io": ["StorageVersion"],
  "networking.k8s.io": ["ClusterCIDR", "IngressClass", "IPAddress", "ServiceCIDR"],
  "node.k8s.io": ["RuntimeClass"],
  policy: ["PodSecurityPolicy"],
  "rbac.authorization.k8s.io": ["ClusterRole", "ClusterRoleBinding"],
  "resource.k8s.io": ["DeviceClass", "DeviceTaintRule", "ResourceClass", "ResourceSlice"],
  "scheduling.k8s.io": ["PriorityClass"],
  "storage.k8s.io": ["CSIDriver", "CSINode", "StorageClass", "VolumeAttachment", "VolumeAttributesClass"],
  "storagemigration.k8s.io": ["StorageVersionMigration"],

  "approuting.kubernetes.azure.com": ["NginxIngressController"],
  "cert-manager.io": ["ClusterIssuer"],
  "cilium.io": [
    "CiliumClusterwideEnvoyConfig",
    "CiliumClusterwideNetworkPolicy",
    "CiliumEgressGatewayPolicy",
    "CiliumExternalWorkload",
    "CiliumIdentity",
    "CiliumLoadBalancerIPPool",
    "CiliumNode",
  ],
  "crd.projectcalico.org": ["GlobalNetworkPolicy", "GlobalNetworkSet", "IPPool"],
  "eventing.keda.sh": ["ClusterCloudEventSource"],
  "external-secrets.io": ["ClusterExternalSecret", "ClusterPushSecret", "ClusterSecretStore"],
  "gateway.networking.k8s.io": ["GatewayClass"],
  "karpenter.azure.com": ["AKSNodeClass"],
  "karpenter.sh": ["NodeClaim", "NodePool"],
  "keda.sh": ["ClusterTriggerAuthentication"],
  "kyverno.io": ["ClusterCleanupPolicy", "ClusterPolicy"],
  "operator.tigera.io": ["APIServer", "Installation"],
  "policy.cert-manager.io": ["CertificateRequestPolicy"],
  "policy.networking.k8s.io": ["AdminNetworkPolicy", "BaselineAdminNetworkPolicy", "ClusterNetworkPolicy"],
  "projectcalico.org": ["GlobalNetworkPolicy", "GlobalNetworkSet", "IPPool"],
  "snapshot.storage.k8s.io": ["VolumeSnapshotClass", "VolumeSnapshotContent"],
  "templates.gatekeeper.sh": ["ConstraintTemplate"],
  "trust.cert-manager.io": ["Bundle"],
};

/** Groups without any namespaced kind: Gatekeeper makes a kind of each constraint. */
const clusterScopedGroups: readonly string[] = ["constraints.gatekeeper.sh", "mutations.gatekeeper.sh"];

/** Groups, besides those above, whose kinds all live in namespaces. */
const namespacedGroups: readonly string[] = [
  "apps",
  "autoscaling",
  "batch",
  "coordination.k8s.io",
  "discovery.k8s.io",
  "events.k8s.io",
  "helm.sh",
  "secrets-store.csi.x-k8s.io",
];

/** Whether it is known here which kinds of a group live in a namespace. */
export function isKnownGroup(group: string): boolean {
  return (
    Object.hasOwn(clusterScoped, group) ||
    clusterScopedGroups.includes(group) ||
    namespacedGroups.includes(group)
  );
}

/** Whether an object lives in no namespace; `more` names further kinds as `group/Kind`. */
export function isClusterScoped({ group, kind }: KubernetesObject, more: readonly string[] = []): boolean {
  const known = Object.hasOwn(clusterScoped, group) ? (clusterScoped[group] ?? []) : [];
  return clusterScopedGroups.includes(group) || known.includes(kind) || more.includes(`${group}/${kind}`);
}
