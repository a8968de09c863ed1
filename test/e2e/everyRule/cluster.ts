import { fileURLToPath } from "node:url";
import type { Given } from "../../policy/support/engine.ts";
import { object, podsOf } from "./objects.ts";
import { namespace } from "./tenant.ts";

const rbac = "rbac.authorization.k8s.io/v1";

/** What namespaces, roles, configuration and charts can do wrong. */
export const cluster: readonly Given[] = [
  // k8s-namespace-psa-restricted
  namespace("lenient", undefined, "baseline"),
  // stack-tenant-namespace-complete
  namespace("bank", "bank"),
  // k8s-no-default-namespace
  object("v1", "ConfigMap", "stray", { "metadata.namespace": "default", data: { color: "green" } }),
  // k8s-required-labels
  object("v1", "ConfigMap", "unlabelled", {
    "metadata.labels": podsOf("unlabelled"),
    data: { color: "green" },
  }),
  // k8s-no-secrets-in-configmaps
  object("v1", "ConfigMap", "plain-secret", { data: { DB_PASSWORD: "changeme" } }),
  // k8s-rbac-least-privilege
  object(rbac, "Role", "reads-secrets", {
    rules: [{ apiGroups: [""], resources: ["secrets"], verbs: ["get"] }],
  }),
  // k8s-helm-release-pinned
  {
    type: "kubernetes:helm.sh/v3:Release",
    name: "opaque",
    inputs: { name: "opaque", namespace: "shop", chart: fileURLToPath(new URL("chart", import.meta.url)) },
  },
];
