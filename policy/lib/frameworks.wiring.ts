import type { PolicyComplianceFramework } from "@pulumi/policy";

/** A recommendation of the Azure Well-Architected Framework for AKS, by its pillar. */
export function wellArchitected(
  pillar: "Reliability" | "Security",
  specification: string,
): PolicyComplianceFramework {
  return {
    name: "Azure Well-Architected Framework",
    version: "2025",
    reference: pillar,
    specification,
  };
}
