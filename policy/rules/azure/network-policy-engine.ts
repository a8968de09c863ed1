import { mcsb } from "../../lib/frameworks.ts";
import { clusterType, requireOnCluster } from "../../lib/managedCluster.ts";
import { defineAzureRule } from "../../lib/rule.ts";
import { strings } from "../../lib/settings.ts";

export const networkPolicyEngine = defineAzureRule({
  name: "aks-network-policy-engine",
  description:
    "A cluster must run an engine that enforces network policies, on Azure CNI and a standard load balancer.",
  severity: "high",
  level: "mandatory",
  framework: mcsb("NS-1"),
  tags: [
    "checkov:CKV_AZURE_7",
    "checkov:CKV2_AZURE_29",
    "trivy:AZU-0043",
    "azure-policy:46238e2f",
    "psrule:Azure.AKS.NetworkPolicy",
    "psrule:Azure.AKS.StandardLB",
  ],
  remediationSteps:
    "Choose Azure CNI with Cilium: networkPlugin azure, networkDataplane and networkPolicy cilium.",
  url: "https://learn.microsoft.com/azure/aks/use-network-policies",
  types: [clusterType],
  params: {
    engines: strings(["cilium", "calico", "azure"], "Engines that may enforce network policies."),
    plugins: strings(["azure"], "Network plugins that may be used; kubenet is being retired."),
  },
  check: ({ body }, { engines, plugins }) =>
    requireOnCluster(body, [
      {
        keys: ["networkProfile", "networkPolicy"],
        is: engines,
        fix: "Choose an engine, or network policies are accepted and do nothing",
        automatic: true,
      },
      {
        keys: ["networkProfile", "networkPlugin"],
        is: plugins,
        fix: "Use azure, with networkPluginMode overlay where addresses are scarce",
        automatic: true,
      },
      {
        keys: ["networkProfile", "loadBalancerSku"],
        is: ["standard"],
        fix: "Use standard; basic load balancers are retired",
        optional: true,
      },
    ]),
});
