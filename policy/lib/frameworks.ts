import type { PolicyComplianceFramework } from "@pulumi/policy";

/** The restricted level of the Pod Security Standards. */
export function podSecurity(reference: string): PolicyComplianceFramework {
  return {
    name: "Kubernetes Pod Security Standards",
    version: "1.36",
    reference,
    specification: "https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted",
  };
}

/** A section of the CIS Kubernetes Benchmark. */
export function cis(reference: string, specification: string): PolicyComplianceFramework {
  return { name: "CIS Kubernetes Benchmark", version: "1.8", reference, specification };
}

/** A built-in definition of Azure Policy for Kubernetes; `reference` begins its id. */
export function azurePolicy(reference: string, specification: string): PolicyComplianceFramework {
  return { name: "Azure Policy for Kubernetes", version: "3.0.0", reference, specification };
}
