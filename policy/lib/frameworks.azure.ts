import type { PolicyComplianceFramework } from "@pulumi/policy";

/** A control of the Microsoft cloud security benchmark, e.g. `IM-1`. */
export function mcsb(reference: string, specification: string): PolicyComplianceFramework {
  return { name: "Microsoft cloud security benchmark", version: "1.0", reference, specification };
}

/** A recommendation of the Azure Well-Architected Framework, e.g. `RE:05`; it has no versions but its year. */
export function waf(reference: string, specification: string): PolicyComplianceFramework {
  return { name: "Azure Well-Architected Framework", version: "2023", reference, specification };
}
