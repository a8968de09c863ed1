/** An API version that Kubernetes stopped serving. */
export interface RemovedApi {
  /** As in a manifest's `apiVersion`. */
  readonly apiVersion: string;
  /** First minor version that does not serve it. */
  readonly removedIn: string;
  readonly successor: string;
}

/**
 * Group versions that are gone with all their kinds, newest first.
 * Source: https://kubernetes.io/docs/reference/using-api/deprecation-guide/, read 2026-11-21.
 */
export const removedApis: readonly RemovedApi[] = [
  {
    apiVersion: "flowcontrol.apiserver.k8s.io/v1beta3",
    removedIn: "1.32",
    successor: "flowcontrol.apiserver.k8s.io/v1",
  },
  {
    apiVersion: "flowcontrol.apiserver.k8s.io/v1beta2",
    removedIn: "1.29",
    successor: "flowcontrol.apiserver.k8s.io/v1",
  },
  {
    apiVersion: "flowcontrol.apiserver.k8s.io/v1beta1",
    removedIn: "1.26",
    successor: "flowcontrol.apiserver.k8s.io/v1",
  },
  { apiVersion: "autoscaling/v2beta2", removedIn: "1.26", successor: "autoscaling/v2" },
  { apiVersion: "autoscaling/v2beta1", removedIn: "1.25", successor: "autoscaling/v2" },
  { apiVersion: "batch/v1beta1", removedIn: "1.25", successor: "batch/v1" },
  { apiVersion: "discovery.k8s.io/v1beta1", removedIn: "1.25", successor: "discovery.k8s.io/v1" },
  { apiVersion: "events.k8s.io/v1beta1", removedIn: "1.25", successor: "events.k8s.io/v1" },
  { apiVersion: "node.k8s.io/v1beta1", removedIn: "1.25", successor: "node.k8s.io/v1" },
  { apiVersion: "policy/v1beta1", removedIn: "1.25", successor: "policy/v1" },
];
