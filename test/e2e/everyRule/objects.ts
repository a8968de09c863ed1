import type { Given } from "../../policy/support/engine.ts";
import { change, podSpec, type Body } from "../../policy/support/objects.ts";

/** The namespace of a tenant that has everything; the pods of all violations live there. */
export const home = "shop";
/** Label by which the budget of the namespace picks its pods. */
export const budgeted = { tier: "web" };

const digest = `sha256:${"0".repeat(64)}`;
const nameLabel = "app.kubernetes.io/name";

/** A Kubernetes object that keeps every rule on its metadata; changes by dotted path. */
export function object(apiVersion: string, kind: string, name: string, changes: Body = {}): Given {
  const labels = { [nameLabel]: name, "app.kubernetes.io/managed-by": "pulumi" };
  const body = { apiVersion, kind, metadata: { name, namespace: home, labels } };
  const group = apiVersion === "v1" ? "core/v1" : apiVersion;
  return { type: `kubernetes:${group}:${kind}`, name, inputs: change(body, changes) };
}

/** A pod template that keeps every rule; changes to its spec by dotted path. */
export function template(name: string, changes: Body = {}): Body {
  const spread = ["topology.kubernetes.io/zone", "kubernetes.io/hostname"].map((topologyKey) => ({
    ...{ maxSkew: 1, topologyKey, whenUnsatisfiable: "ScheduleAnyway" },
    labelSelector: { matchLabels: { [nameLabel]: name } },
  }));
  return {
    metadata: {
      labels: { [nameLabel]: name, "app.kubernetes.io/managed-by": "pulumi", ...budgeted },
    },
    spec: podSpec({
      "containers.0.image": `registry.example.com/shop/web@${digest}`,
      "containers.0.resources.limits.ephemeral-storage": "256Mi",
      initContainers: undefined,
      priorityClassName: "service",
      terminationGracePeriodSeconds: 45,
      topologySpreadConstraints: spread,
      ...changes,
    }),
  };
}

/** A Deployment of two pods that keeps every rule; changes to its pod spec, then to the whole, by dotted path. */
export function deployment(name: string, pod: Body = {}, changes: Body = {}): Given {
  const selector = { matchLabels: { [nameLabel]: name } };
  return object("apps/v1", "Deployment", name, {
    spec: { replicas: 2, selector, template: template(name, pod) },
    ...changes,
  });
}

/** A Deployment whose one container breaks a rule. */
export function container(name: string, changes: Body): Given {
  const paths = Object.entries(changes).map(([path, value]) => [`containers.0.${path}`, value] as const);
  return deployment(name, Object.fromEntries(paths));
}

/** A selector of the pods of one Deployment. */
export function podsOf(name: string): Readonly<Record<string, string>> {
  return { [nameLabel]: name };
}
