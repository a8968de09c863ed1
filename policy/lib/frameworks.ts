/** The benchmarks that rules answer to, with the titles that their authors gave to what is referred to. */

import type { PolicyComplianceFramework } from "@pulumi/policy";

/** A control of the Pod Security Standards; `level` is where they list it. */
export function podSecurity(level: "baseline" | "restricted", reference: string): PolicyComplianceFramework {
  return {
    name: "Kubernetes Pod Security Standards",
    version: "1.36",
    reference,
    specification: `https://kubernetes.io/docs/concepts/security/pod-security-standards/#${level}`,
  };
}

const cisSections = {
  "5.1": "RBAC and Service Accounts",
  "5.1.6": "Ensure that Service Account Tokens are only mounted where necessary",
  "5.3.2": "Ensure that all Namespaces have NetworkPolicies defined",
  "5.4.1": "Prefer using Secrets as files over Secrets as environment variables",
  "5.6.1": "Create administrative boundaries between resources using namespaces",
  "5.6.3": "Apply SecurityContext to your Pods and Containers",
  "5.6.4": "The default namespace should not be used",
} as const;

/** A section of the CIS Kubernetes Benchmark. */
export function cis(reference: keyof typeof cisSections): PolicyComplianceFramework {
  return {
    name: "CIS Kubernetes Benchmark",
    version: "1.12",
    reference,
    specification: cisSections[reference],
  };
}

const policyDefinitions = {
  "021f8078": "Kubernetes cluster container images should not include latest image tag",
  "1a5b4dca": "Kubernetes clusters should be accessible only over HTTPS",
  "34c88cd4": "Must Have Anti Affinity Rules or Topology Spread Constraints Set",
  "3fc4dc25": "Kubernetes clusters should use internal load balancers",
  "46592696": "Kubernetes cluster pods should use specified labels",
  "65280eef": "Kubernetes cluster should not use naked pods",
  b0fdedee: "Kubernetes cluster services should use unique selectors",
  b1a9997f: "Ensure cluster containers have readiness or liveness probes configured",
  d9e8f2c1: "Kubernetes cluster should implement accurate Pod Disruption Budgets",
  e345eecc:
    "Kubernetes cluster containers CPU and memory resource limits should not exceed the specified limits",
  febd0533: "Kubernetes cluster containers should only use allowed images",
} as const;

/** A built-in definition of Azure Policy, by the beginning of its id; the version is the month of reading. */
export function azurePolicy(reference: keyof typeof policyDefinitions): PolicyComplianceFramework {
  return {
    name: "Azure Policy",
    version: "2026-04",
    reference,
    specification: policyDefinitions[reference],
  };
}

const mcsbControls = {
  "AM-1": "Track asset inventory and their risks",
  "AM-4": "Limit access to asset management",
  "DP-3": "Encrypt sensitive data in transit",
  "DP-4": "Enable data at rest encryption by default",
  "DP-6": "Use a secure key management process",
  "DP-7": "Use a secure certificate management process",
  "DP-8": "Ensure security of key and certificate repository",
  "IM-1": "Use centralized identity and authentication system",
  "IM-3": "Manage application identities securely and automatically",
  "LT-3": "Enable logging for security investigation",
  "NS-1": "Establish network segmentation boundaries",
  "NS-2": "Secure cloud native services with network controls",
  "PA-7": "Follow just enough administration (least privilege) principle",
  "PV-2": "Audit and enforce secure configurations",
  "PV-6": "Rapidly and automatically remediate vulnerabilities",
} as const;

/** A control of the Microsoft cloud security benchmark. */
export function mcsb(reference: keyof typeof mcsbControls): PolicyComplianceFramework {
  return {
    name: "Microsoft cloud security benchmark",
    version: "1.0",
    reference,
    specification: mcsbControls[reference],
  };
}

const wafRecommendations = {
  "CO:10": "Optimize data costs",
  "RE:05": "Add redundancy at different levels",
  "RE:06": "Implement a timely and reliable scaling strategy",
  "RE:07": "Strengthen the resiliency of your workload by self-preservation and self-healing measures",
} as const;

/** A recommendation of the Azure Well-Architected Framework; the version is the month of reading. */
export function waf(reference: keyof typeof wafRecommendations): PolicyComplianceFramework {
  return {
    name: "Azure Well-Architected Framework",
    version: "2026-07",
    reference,
    specification: wafRecommendations[reference],
  };
}

/** Practice 4.1.5 of NIST's guide to container security: images of unknown origin. */
export const nistUntrustedImages: PolicyComplianceFramework = {
  name: "NIST SP 800-190",
  version: "2017",
  reference: "4.1.5",
  specification: "Use of untrusted images",
};

/** What the Kubernetes documentation asks of workloads; `reference` is the page. */
export function kubernetesDocs(reference: string): PolicyComplianceFramework {
  return {
    name: "Kubernetes documentation",
    version: "1.36",
    reference,
    specification: `https://kubernetes.io/docs/${reference}/`,
  };
}

/** What KEDA's specification and admission webhook ask; `reference` is the page. */
export function kedaDocs(reference: string): PolicyComplianceFramework {
  return {
    name: "KEDA documentation",
    version: "2.20",
    reference,
    specification: `https://keda.sh/docs/2.20/${reference}/`,
  };
}

/** A vulnerability on the list that the Kubernetes project keeps. */
export function kubernetesCve(reference: string): PolicyComplianceFramework {
  return {
    name: "Kubernetes CVE Feed",
    version: "1",
    reference,
    specification: `https://nvd.nist.gov/vuln/detail/${reference}`,
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

/** A check of kube-linter, where no benchmark has the rule; the version is the month of reading. */
export function kubeLinter(reference: string): PolicyComplianceFramework {
  return {
    name: "kube-linter",
    version: "2026-08",
    reference,
    specification: "https://docs.kubelinter.io/#/generated/checks",
  };
}
