import type { PolicyComplianceFramework } from "@pulumi/policy";

/** What the Kubernetes documentation asks of workloads; `reference` is the page. */
export function kubernetesDocs(reference: string, specification: string): PolicyComplianceFramework {
  return { name: "Kubernetes documentation", version: "1.36", reference, specification };
}

/** What KEDA's specification and admission webhook ask. */
export function kedaDocs(reference: string, specification: string): PolicyComplianceFramework {
  return { name: "KEDA documentation", version: "2.20", reference, specification };
}
