import { ask, oneOf } from "../../lib/azureInput.ts";
import { unless } from "../../lib/finding.ts";
import type { Demand } from "../../lib/demand.ts";
import { mcsb } from "../../lib/frameworks.ts";
import { checkPools, poolTypes, requireOnPool } from "../../lib/nodePools.ts";
import { get } from "../../lib/read.ts";
import { defineAzureRule } from "../../lib/rule.ts";
import { flag, strings } from "../../lib/settings.ts";

const noPublicAddress: Demand = {
  keys: ["enableNodePublicIP"],
  is: ["false"],
  fix: "Remove it, so that nodes are reached through the load balancer alone",
  optional: true,
};

const hostEncryption: Demand = {
  keys: ["enableEncryptionAtHost"],
  is: ["true"],
  fix: "Set it to true, so that temporary disks and caches are encrypted as well",
};

const fips: Demand = {
  keys: ["enableFIPS"],
  is: ["true"],
  fix: "Set it to true, so that nodes use validated cryptography",
};

const trustedLaunch: readonly Demand[] = ["enableSecureBoot", "enableVTPM"].map((key) => ({
  keys: ["securityProfile", key],
  is: ["true"],
  fix: "Set it to true, so that nodes boot only what is signed",
}));

export const nodePoolHardening = defineAzureRule({
  name: "aks-node-pool-hardening",
  description: "Nodes must encrypt their disks at the host, and have neither public addresses nor SSH.",
  severity: "high",
  level: "mandatory",
  framework: mcsb("DP-4"),
  tags: ["checkov:CKV_AZURE_143", "checkov:CKV_AZURE_227", "azure-policy:41425d9f", "azure-policy:28257686"],
  remediationSteps:
    "Enable host-based encryption, and disable SSH; kubectl debug reaches a node where one has to look.",
  url: "https://learn.microsoft.com/azure/aks/enable-host-encryption",
  types: poolTypes,
  params: {
    allowedSshAccess: strings(["Disabled"], "Values of securityProfile.sshAccess that will do."),
    requireHostEncryption: flag(true, "Demand encryption at the host."),
    requireFips: flag(false, "Demand nodes with FIPS-validated cryptography."),
    requireTrustedLaunch: flag(false, "Demand secure boot and a virtual TPM on Linux nodes."),
  },
  check: (resource, { allowedSshAccess, requireHostEncryption, requireFips, requireTrustedLaunch }) => {
    const ssh: Demand = {
      keys: ["securityProfile", "sshAccess"],
      is: allowedSshAccess,
      fix: "Choose what is allowed; AKS leaves SSH on, open to every pod",
    };
    return checkPools(resource, (pool) => [
      ...requireOnPool(pool, [
        noPublicAddress,
        ...(requireHostEncryption ? [hostEncryption] : []),
        ...(requireFips ? [fips] : []),
      ]),
      // Windows nodes have neither of these settings.
      ...unless(
        ask(get(pool.field, "osType"), oneOf("Windows")),
        requireOnPool(pool, [ssh, ...(requireTrustedLaunch ? trustedLaunch : [])]),
      ),
    ]);
  },
});
