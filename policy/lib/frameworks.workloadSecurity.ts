import type { PolicyComplianceFramework } from "@pulumi/policy";

const standards = "https://kubernetes.io/docs/concepts/security/pod-security-standards/";

/** The baseline level of the Pod Security Standards. */
export function podSecurityBaseline(reference: string): PolicyComplianceFramework {
  return {
    name: "Kubernetes Pod Security Standards",
    version: "1.36",
    reference,
    specification: `${standards}#baseline`,
  };
}

/** A check of kube-score, where no benchmark has the rule. */
export function kubeScore(reference: string): PolicyComplianceFramework {
  return {
    name: "kube-score",
    version: "1.20",
    reference,
    specification: "https://github.com/zegl/kube-score/blob/master/README_CHECKS.md",
  };
}

/** A check of kube-linter, where no benchmark has the rule. */
export function kubeLinter(reference: string): PolicyComplianceFramework {
  return {
    name: "kube-linter",
    version: "0.8",
    reference,
    specification: "https://docs.kubelinter.io/#/generated/checks",
  };
}
