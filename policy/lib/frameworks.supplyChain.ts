import type { PolicyComplianceFramework } from "@pulumi/policy";

/** A practice of NIST's guide to container security. */
export function nistContainers(reference: string, specification: string): PolicyComplianceFramework {
  return { name: "NIST SP 800-190", version: "2017", reference, specification };
}
