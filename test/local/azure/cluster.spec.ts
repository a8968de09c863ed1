import { deepEqual, equal, match, rejects } from "node:assert/strict";
import { at, listAt, propsAt, textAt } from "../../../local/azure/values.ts";
import type { Props } from "../../../local/azure/values.ts";
import { refused, startRig } from "./harness.ts";
import type { Rig } from "./harness.ts";
import {
  cluster,
  clusterId,
  groupId,
  makeGroup,
  makeIdentity,
  makeNetwork,
  roleId,
  subnetId,
  systemPool,
  tokens,
} from "./landscape.ts";

describe("local Azure: clusters", () => {
  let rig: Rig;
  beforeEach(async () => {
    rig = await startRig();
    await makeGroup(rig.azure);
  });
  afterEach(() => {
    rig.stop();
  });

  const up = (over: Props = {}) => rig.azure.up(tokens.cluster, cluster(over));
  const update = (over: Props = {}) =>
    rig.azure.update(tokens.cluster, clusterId, {}, { ...cluster(over), location: "westeurope" });

  it("answer what programs use", async () => {
    const { id, outputs } = await up({
      oidcIssuerProfile: { enabled: true },
      addonProfiles: { azureKeyvaultSecretsProvider: { enabled: true } },
    });
    equal(id, clusterId);
    match(textAt(outputs, "fqdn") ?? "", /^aks-[0-9a-f]{8}\.hcp\.westeurope\.azmk8s\.io$/);
    match(
      textAt(outputs, "oidcIssuerProfile.issuerURL") ?? "",
      /^https:\/\/westeurope\.oic\.prod-aks\.azure\.com\/.+\/$/,
    );
    equal(outputs["kubernetesVersion"], "1.36");
    equal(outputs["currentKubernetesVersion"], "1.36.3");
    equal(outputs["nodeResourceGroup"], "MC_rg_aks_westeurope");
    equal(outputs["provisioningState"], "Succeeded");
    deepEqual(outputs["sku"], { name: "Base", tier: "Free" });
    const kubelet = propsAt(outputs, "identityProfile.kubeletidentity");
    const secrets = propsAt(outputs, "addonProfiles.azureKeyvaultSecretsProvider.identity");
    for (const identity of [kubelet, secrets]) {
      const stored = rig.store.get(textAt(identity, "resourceId") ?? "");
      equal(stored?.outputs["principalId"], identity["objectId"]);
      equal(stored?.outputs["clientId"], identity["clientId"]);
    }
    await rig.azure.up(tokens.role, {
      scope: groupId,
      principalId: kubelet["objectId"] ?? "",
      principalType: "ServicePrincipal",
      roleDefinitionId: roleId("7f951dda-4ed3-4680-a7ca-43fe172d538d"),
    });
  });

  it("take their node group and pools along when they go", async () => {
    await up();
    deepEqual(rig.effects, ["cluster - -> aks", "pool aks/system"]);
    await rig.azure.delete(tokens.cluster, clusterId);
    deepEqual(
      rig.store.list().map(({ id }) => id),
      [groupId],
    );
    deepEqual(rig.effects.slice(2), ["remove pool system", "cluster aks -> -"]);
  });

  const refusals: readonly (readonly [string, Props, string, string])[] = [
    [
      "a pool of mode System",
      { agentPoolProfiles: [{ ...systemPool, mode: "User" }] },
      "InvalidParameter",
      "A managed cluster needs at least one agent pool of mode System in agentPoolProfiles when it is created.",
    ],
    [
      "a version AKS offers",
      { kubernetesVersion: "1.30" },
      "K8sVersionNotSupported",
      "Managed cluster version 1.30 is not supported in this region. Supported versions: 1.34, 1.35, 1.36, 1.37. Use [az aks get-versions] to see them.",
    ],
    [
      "long-term support for a version that has nothing else",
      { kubernetesVersion: "1.33" },
      "K8sVersionNotSupported",
      "Managed cluster version 1.33.13 is only available for Long-Term Support(LTS). If you intend to onboard to LTS, please ensure the cluster is in Premium tier and LTS support plan.",
    ],
    [
      "the Premium tier for long-term support",
      { supportPlan: "AKSLongTermSupport" },
      "BadRequest",
      "Long term support (supportPlan AKSLongTermSupport) is in the Premium tier only: set sku.tier to Premium.",
    ],
    [
      "Entra when local accounts are off",
      { disableLocalAccounts: true },
      "BadRequest",
      "disableLocalAccounts can be set only on Azure AD integration enabled cluster: set aadProfile.",
    ],
    [
      "the OIDC issuer for workload identity",
      { securityProfile: { workloadIdentity: { enabled: true } } },
      "BadRequest",
      "Enabling workload identity requires enabling OIDC issuer: set oidcIssuerProfile.enabled.",
    ],
    [
      "a DNS address inside the service range",
      { networkProfile: { serviceCidr: "10.0.0.0/16", dnsServiceIP: "10.0.0.1" } },
      "InvalidParameter",
      "The specified DNS service IP 10.0.0.1 must be inside the service CIDR 10.0.0.0/16 and not its first address.",
    ],
    [
      "pods and services apart",
      { networkProfile: { serviceCidr: "10.0.0.0/16", podCidr: "10.0.0.0/8" } },
      "InvalidParameter",
      "The podCidr 10.0.0.0/8 overlaps with the serviceCidr 10.0.0.0/16.",
    ],
    [
      "Cilium's policies with Cilium's dataplane",
      { networkProfile: { networkPlugin: "azure", networkPolicy: "cilium" } },
      "InvalidParameter",
      "networkPolicy cilium does not go with networkDataplane azure.",
    ],
    [
      "a DNS prefix",
      { dnsPrefix: "" },
      "InvalidParameter",
      "Required parameter dnsPrefix is missing (null).",
    ],
  ];
  for (const [what, over, code, message] of refusals) {
    it(`need ${what}`, async () => {
      const work = up(over);
      await refused(work, 400, code, message);
    });
  }

  it("need a VM size that exists", async () => {
    const agentPoolProfiles = [{ ...systemPool, vmSize: "Standard_X1" }];
    await rejects(up({ agentPoolProfiles }), {
      message:
        /Code="VMSizeNotSupported" Message="The VM size of Standard_X1 is not allowed in your subscription in location 'westeurope'/,
    });
  });

  it("keep their ranges out of the virtual network", async () => {
    await makeNetwork(rig.azure);
    await refused(
      up({
        agentPoolProfiles: [{ ...systemPool, vnetSubnetID: subnetId }],
        networkProfile: { podCidr: "10.1.0.0/17", serviceCidr: "10.3.0.0/16", dnsServiceIP: "10.3.0.10" },
      }),
      400,
      "InvalidParameter",
      "The podCidr 10.1.0.0/17 overlaps with the virtual network's 10.1.0.0/16.",
    );
  });

  it("point only at identities that exist", async () => {
    const missing = `${groupId}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/none`;
    await refused(
      up({ identity: { type: "UserAssigned", userAssignedIdentities: [missing] } }),
      400,
      "InvalidResourceReference",
      `Resource ${missing} referenced by property 'identity.userAssignedIdentities' was not found. Please make sure that the referenced resource exists, and that both resources are in the same region.`,
    );
  });

  it("may hand out the kubelets' identity only with the role for it", async () => {
    const [own, kubelet] = [await makeIdentity(rig.azure, "aks"), await makeIdentity(rig.azure, "kubelet")];
    const principal = textAt(own.outputs, "principalId") ?? "";
    const over: Props = {
      identity: { type: "UserAssigned", userAssignedIdentities: [own.id] },
      identityProfile: {
        kubeletidentity: {
          resourceId: kubelet.id,
          clientId: kubelet.outputs["clientId"] ?? "",
          objectId: kubelet.outputs["principalId"] ?? "",
        },
      },
    };
    await refused(
      up(over),
      400,
      "CustomKubeletIdentityMissingPermissionError",
      `The cluster using user-assigned managed identity must be granted 'Managed Identity Operator' role to assign kubelet identity. You can run 'az role assignment create --assignee ${principal} --role "Managed Identity Operator" --scope ${kubelet.id}'.`,
    );
    await rig.azure.up(tokens.role, {
      scope: kubelet.id,
      principalId: principal,
      principalType: "ServicePrincipal",
      roleDefinitionId: roleId("f1a07417-d97a-45cb-824c-7a7467783830"),
    });
    const { outputs } = await up(over);
    deepEqual(outputs["identity"], {
      type: "UserAssigned",
      userAssignedIdentities: { [own.id]: { clientId: own.outputs["clientId"], principalId: principal } },
    });
    equal(at(outputs, "identityProfile.kubeletidentity.objectId"), kubelet.outputs["principalId"]);
  });

  it("refuse new inline pools, and changes of what is fixed in the old ones", async () => {
    await up();
    await refused(
      update({ agentPoolProfiles: [systemPool, { ...systemPool, name: "extra" }] }),
      400,
      "BadRequest",
      "A new agent pool was introduced. Adding agent pools to an existing cluster is not allowed through managed cluster operations. For agent pool specific change, please use per agent pool operations: https://aka.ms/agent-pool-rest-api",
    );
    await refused(
      update({ agentPoolProfiles: [{ ...systemPool, vmSize: "Standard_D8s_v5" }] }),
      400,
      "PropertyChangeNotAllowed",
      "Changing property 'agentPoolProfile.vmSize' is not allowed.",
    );
    const outputs = await update({ agentPoolProfiles: [{ ...systemPool, count: 3 }] });
    equal(at(listAt(outputs, "agentPoolProfiles")[0], "count"), 3);
    equal(rig.store.get(`${clusterId}/agentPools/system`)?.outputs["count"], 3);
  });

  it("stay on a version under long-term support", async () => {
    const sku = { name: "Base", tier: "Premium" };
    const { outputs } = await up({ kubernetesVersion: "1.33", sku, supportPlan: "AKSLongTermSupport" });
    equal(outputs["currentKubernetesVersion"], "1.33.13");
  });

  it("are upgraded one minor version at a time, never back", async () => {
    await up({ kubernetesVersion: "1.35" });
    await refused(
      update({ kubernetesVersion: "1.37" }),
      400,
      "OperationNotAllowed",
      "Upgrading Kubernetes version 1.35.6 to 1.37.1 is not allowed: minor versions cannot be skipped, and there is no way back.",
    );
    equal((await update({ kubernetesVersion: "1.36.2" }))["currentKubernetesVersion"], "1.36.2");
    await refused(
      update({ kubernetesVersion: "1.35" }),
      400,
      "OperationNotAllowed",
      "Upgrading Kubernetes version 1.36.2 to 1.35.6 is not allowed: minor versions cannot be skipped, and there is no way back.",
    );
  });
});
