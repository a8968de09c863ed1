/** Labels on everything in the cluster. */

/** Tells whose an object is: namespaces carry it, and the gateway admits routes by it. */
export const tenantLabel = "aks-platform/tenant";

/** On nodes: which of our pools they belong to. */
export const poolLabel = "aks-platform/pool";

/** On namespaces: where their cost goes. */
export const costCenterLabel = "aks-platform/cost-center";

const platform = "aks-platform";

export type Labels = Readonly<Record<string, string>>;

/** What a pod selector needs: a tenant's workload, told from others in its namespace by name and kind. */
export interface Selectable {
  readonly name: string;
  /** `app.kubernetes.io/component`: service, worker, job, mongodb. */
  readonly component: string;
}

/** Labels of an object that belongs to the platform. */
export function platformLabels(name: string): Labels {
  return {
    "app.kubernetes.io/name": name,
    "app.kubernetes.io/part-of": platform,
    "app.kubernetes.io/managed-by": "pulumi",
    "app.kubernetes.io/component": "addon",
  };
}

/** Labels of an object that belongs to a tenant, as one of its workloads or as part of its isolation. */
export function tenantLabels(tenant: string, { name, component }: Selectable): Labels {
  return {
    "app.kubernetes.io/name": name,
    "app.kubernetes.io/part-of": tenant,
    "app.kubernetes.io/managed-by": "pulumi",
    "app.kubernetes.io/component": component,
    [tenantLabel]: tenant,
  };
}

/** The part of a workload's labels that never changes: selectors are immutable. */
export function selectorLabels({ name, component }: Selectable): Labels {
  return { "app.kubernetes.io/name": name, "app.kubernetes.io/component": component };
}

/** Pod Security labels of a namespace, pinned to the cluster's version so that an upgrade changes them on purpose. */
export function podSecurityLabels(
  kubernetesVersion: string,
  enforce: "restricted" | "baseline" = "restricted",
): Labels {
  const prefix = "pod-security.kubernetes.io";
  const version = `v${kubernetesVersion}`;
  return {
    [`${prefix}/enforce`]: enforce,
    [`${prefix}/enforce-version`]: version,
    [`${prefix}/audit`]: "restricted",
    [`${prefix}/audit-version`]: version,
    [`${prefix}/warn`]: "restricted",
    [`${prefix}/warn-version`]: version,
  };
}
