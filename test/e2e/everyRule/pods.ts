import type { Given } from "../../policy/support/engine.ts";
import { container, deployment, object, template } from "./objects.ts";

/** What pods and their containers can do wrong: one Deployment for each, named after its fault. */
export const pods: readonly Given[] = [
  // k8s-no-privilege-escalation
  container("escalates", { "securityContext.allowPrivilegeEscalation": true }),
  // k8s-run-as-non-root
  container("runs-as-root", { "securityContext.runAsUser": 0 }),
  // k8s-drop-all-capabilities
  container("keeps-capabilities", { "securityContext.capabilities.drop": ["NET_RAW"] }),
  // k8s-seccomp-runtime-default
  container("unconfined", { "securityContext.seccompProfile": { type: "Unconfined" } }),
  // k8s-read-only-root-fs
  container("writes-to-root", { "securityContext.readOnlyRootFilesystem": false }),
  // k8s-own-service-account
  deployment("mounts-token", { automountServiceAccountToken: true }),
  // k8s-no-plaintext-secrets-in-env
  container("plain-secret", { env: [{ name: "DB_PASSWORD", value: "changeme" }] }),
  // k8s-resources-requests-limits
  container("asks-too-little", { "resources.requests.cpu": "50m" }),
  // k8s-probes-required
  container("no-liveness", { livenessProbe: undefined }),
  // k8s-image-versioned and, as a tag that moves is no digest, k8s-image-digest-pinned
  container("latest", { image: "registry.example.com/shop/web:latest" }),
  // k8s-image-allowed-registries
  container("foreign-image", { image: `docker.io/library/nginx@sha256:${"0".repeat(64)}` }),
  // k8s-image-pull-policy
  container("never-pulls", { imagePullPolicy: "Never" }),
  // k8s-no-privileged-containers
  container("privileged", { "securityContext.privileged": true }),
  // k8s-pss-baseline-host-and-kernel
  deployment("host-processes", { hostPID: true }),
  // k8s-restricted-volume-types
  deployment("node-disk", { volumes: [{ name: "logs", hostPath: { path: "/var/log" } }] }),
  // k8s-empty-dir-size-limit
  deployment("endless-scratch", { volumes: [{ name: "tmp", emptyDir: {} }] }),
  // k8s-no-privileged-ports
  container("low-port", { ports: [{ name: "http", containerPort: 80 }] }),
  // k8s-ephemeral-storage-limits
  container("endless-disk", { "resources.limits.ephemeral-storage": undefined }),
  // k8s-priority-class
  deployment("no-priority", { priorityClassName: undefined }),
  // k8s-min-replicas
  deployment("single", {}, { "spec.replicas": 1 }),
  // k8s-topology-spread
  deployment("huddled", { topologySpreadConstraints: undefined }),
  // k8s-safe-rollout
  deployment("recreated", {}, { "spec.strategy": { type: "Recreate" } }),
  // k8s-jobs-bounded
  object("batch/v1", "Job", "stays", {
    spec: { activeDeadlineSeconds: 600, template: template("stays", { restartPolicy: "Never" }) },
  }),
  // k8s-no-naked-pods
  object("v1", "Pod", "naked", { spec: template("naked")["spec"] }),
  // stack-references-exist
  container("lost-config", { envFrom: [{ configMapRef: { name: "nowhere" } }] }),
  // stack-workload-has-pdb
  deployment("no-budget", {}, { "spec.template.metadata.labels.tier": undefined }),
];
