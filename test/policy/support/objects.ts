/** Objects that keep every rule, to break one field at a time. */

/** What the engine sends for an unknown string. */
export const unknownText = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

export type Body = Readonly<Record<string, unknown>>;

export function container(name = "web", changes: Body = {}): Body {
  return change(
    {
      name,
      image: "registry.example.com/shop/web:1.4.2",
      ports: [{ name: "http", containerPort: 8080 }],
      env: [{ name: "LOG_LEVEL", value: "info" }],
      resources: { requests: { cpu: "250m", memory: "128Mi" }, limits: { cpu: "500m", memory: "256Mi" } },
      readinessProbe: { httpGet: { path: "/ready", port: "http" } },
      livenessProbe: { httpGet: { path: "/live", port: "http" } },
      securityContext: {
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ["ALL"] },
      },
    },
    changes,
  );
}

export function podSpec(changes: Body = {}): Body {
  const spec = {
    serviceAccountName: "web",
    automountServiceAccountToken: false,
    securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: "RuntimeDefault" } },
    containers: [container()],
    initContainers: [container("migrate")],
  };
  return change(spec, changes);
}

/** A Deployment with changes to its pod spec. */
export function deployment(changes: Body = {}): Body {
  return { metadata: metadata(), spec: { replicas: 2, template: { spec: podSpec(changes) } } };
}

/** A workload of any kind around a pod spec. */
export function workload(kind: string, pod: unknown): Body {
  const body = podPath(kind)
    .split(".")
    .reduceRight<unknown>((inner, key) => ({ [key]: inner }), pod);
  return { metadata: metadata(), ...asBody(body) };
}

/** Where kinds keep their pod spec, if not where most do. */
const podPaths: Readonly<Record<string, string>> = {
  Pod: "spec",
  PodTemplate: "template.spec",
  CronJob: "spec.jobTemplate.spec.template.spec",
  ScaledJob: "spec.jobTargetRef.template.spec",
};

/** Path of the pod spec in a workload. */
export function podPath(kind: string): string {
  return podPaths[kind] ?? "spec.template.spec";
}

/** The Pulumi types of the workload kinds. */
export const workloadTypes: Readonly<Record<string, string>> = {
  Pod: "kubernetes:core/v1:Pod",
  PodTemplate: "kubernetes:core/v1:PodTemplate",
  ReplicationController: "kubernetes:core/v1:ReplicationController",
  Deployment: "kubernetes:apps/v1:Deployment",
  StatefulSet: "kubernetes:apps/v1:StatefulSet",
  DaemonSet: "kubernetes:apps/v1beta2:DaemonSet",
  ReplicaSet: "kubernetes:apps/v1:ReplicaSet",
  Job: "kubernetes:batch/v1:Job",
  CronJob: "kubernetes:batch/v1:CronJob",
  ScaledJob: "kubernetes:keda.sh/v1alpha1:ScaledJob",
};

/** A copy with the fields at dotted paths replaced; undefined removes one. */
export function change(body: Body, changes: Body): Body {
  return Object.entries(changes).reduce<Body>((copy, [path, value]) => {
    const [key = "", ...rest] = path.split(".");
    return asBody(replace(copy, [key, ...rest], value));
  }, body);
}

/** A copy with what lies under the keys replaced; undefined removes it. */
export function replace(
  target: unknown,
  [key, ...rest]: readonly (string | number)[],
  value: unknown,
): unknown {
  if (key === undefined) return value;
  const child = replace(asBody(target)[key], rest, value);
  if (Array.isArray(target))
    return target.map((item: unknown, index) => (String(index) === String(key) ? child : item));
  const others = Object.entries(asBody(target)).filter(([name]) => name !== String(key));
  return Object.fromEntries(child === undefined ? others : [...others, [key, child]]);
}

function asBody(value: unknown): Body {
  return typeof value === "object" && value !== null ? (value as Body) : {};
}

function metadata(): Body {
  return { name: "web", namespace: "shop" };
}
