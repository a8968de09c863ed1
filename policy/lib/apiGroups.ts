/** API groups that several rules look for. */

export const certManagerGroup = "cert-manager.io";
export const gatewayGroup = "gateway.networking.k8s.io";
export const kedaGroup = "keda.sh";
export const rbacGroup = "rbac.authorization.k8s.io";
export const secretsStoreGroup = "secrets-store.csi.x-k8s.io";
