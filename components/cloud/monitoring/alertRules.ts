/** What an environment's people are told of, in the query language of Prometheus. */

export interface AlertRule {
  readonly alert: string;
  readonly expression: string;
  /** How long it has to last, as an ISO 8601 duration. */
  readonly for: string;
  /** 0 critical, 1 error, 2 warning, 3 information. */
  readonly severity: 0 | 1 | 2 | 3;
  readonly summary: string;
}

const pod = "{{ $labels.namespace }}/{{ $labels.pod }}";

export const alertRules: readonly AlertRule[] = [
  {
    alert: "NodeNotReady",
    expression: 'kube_node_status_condition{condition="Ready",status="true"} == 0',
    for: "PT10M",
    severity: 1,
    summary: "Node {{ $labels.node }} has not been ready for ten minutes.",
  },
  {
    alert: "NodeMemoryFull",
    expression: "1 - node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes > 0.9",
    for: "PT15M",
    severity: 2,
    summary: "Node {{ $labels.instance }} uses more than 90 % of its memory.",
  },
  {
    alert: "PodRestarts",
    expression: "increase(kube_pod_container_status_restarts_total[15m]) > 3",
    for: "PT5M",
    severity: 1,
    summary: `Container {{ $labels.container }} of ${pod} keeps restarting.`,
  },
  {
    alert: "PodOutOfMemory",
    expression:
      'kube_pod_container_status_last_terminated_reason{reason="OOMKilled"} == 1 and on (namespace, pod, container) increase(kube_pod_container_status_restarts_total[10m]) > 0',
    for: "PT0M",
    severity: 2,
    summary: `Container {{ $labels.container }} of ${pod} was ended for its memory.`,
  },
  {
    alert: "PodPending",
    expression: 'sum by (namespace, pod) (kube_pod_status_phase{phase="Pending"}) > 0',
    for: "PT15M",
    severity: 2,
    summary: `Pod ${pod} finds no node or cannot start.`,
  },
  {
    alert: "DeploymentShortOfReplicas",
    expression: "kube_deployment_spec_replicas - kube_deployment_status_replicas_available > 0",
    for: "PT15M",
    severity: 1,
    summary: "Deployment {{ $labels.namespace }}/{{ $labels.deployment }} lacks replicas.",
  },
  {
    alert: "AutoscalerAtMaximum",
    expression:
      "kube_horizontalpodautoscaler_status_current_replicas == kube_horizontalpodautoscaler_spec_max_replicas",
    for: "PT30M",
    severity: 3,
    summary:
      "Autoscaler {{ $labels.namespace }}/{{ $labels.horizontalpodautoscaler }} has been at its maximum for half an hour.",
  },
  {
    alert: "JobFailed",
    expression: "kube_job_status_failed > 0",
    for: "PT5M",
    severity: 2,
    summary: "Job {{ $labels.namespace }}/{{ $labels.job_name }} failed.",
  },
  {
    alert: "VolumeFull",
    expression: "kubelet_volume_stats_available_bytes / kubelet_volume_stats_capacity_bytes < 0.1",
    for: "PT15M",
    severity: 1,
    summary: "Volume {{ $labels.namespace }}/{{ $labels.persistentvolumeclaim }} has less than a tenth left.",
  },
];
