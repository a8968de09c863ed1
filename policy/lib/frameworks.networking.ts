import type { PolicyComplianceFramework } from "@pulumi/policy";

/** A vulnerability on the list that the Kubernetes project keeps. */
export function kubernetesCve(reference: string): PolicyComplianceFramework {
  return {
    name: "Kubernetes CVE Feed",
    version: "1",
    reference,
    specification: `https://nvd.nist.gov/vuln/detail/${reference}`,
  };
}
