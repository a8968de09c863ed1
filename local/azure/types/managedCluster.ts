import { client, groupId, guidOf, nameOf, shortHash } from "../arm/ids.ts";
import { normalLocation } from "../arm/diff.ts";
import type { ResourceType, Write } from "../resourceType.ts";
import type { StoredResource } from "../store.ts";
import { compact, isOn, listAt, merge, textAt } from "../values.ts";
import type { Props } from "../values.ts";
import { addonIdentities, reportedAddons, reportedIdentityOf, reportedKubelet } from "./cluster/addons.ts";
import { identityInNodeGroup, reportedIdentity } from "./cluster/identities.ts";
import { inlinePools, reportedProfiles } from "./cluster/inlinePools.ts";
import { requireCluster } from "./cluster/rules.ts";
import { fullVersion } from "./cluster/versions.ts";
import { inGroup } from "./resourceGroup.ts";
import { madeByAzure } from "./userAssignedIdentity.ts";

export const managedCluster: ResourceType = {
  module: "containerservice",
  name: "ManagedCluster",
  armType: "Microsoft.ContainerService/managedClusters",
  id: `${inGroup}/providers/Microsoft.ContainerService/managedClusters/{resourceName}`,
  naming: {
    property: "resourceName",
    auto: "random",
    min: 1,
    max: 63,
    pattern: /^[A-Za-z0-9](?:[A-Za-z0-9_-]*[A-Za-z0-9])?$/,
    rule: "letters, digits, hyphens and underscores, beginning and ending with a letter or digit",
  },
  locationRequired: true,
  // The list azure-native keeps (provider/pkg/gen/replacement.go); everything else is sent as an update.
  replaces: [
    "diskEncryptionSetID",
    "dnsPrefix",
    "fqdnSubdomain",
    "linuxProfile",
    "location",
    "networkProfile.dnsServiceIP",
    "networkProfile.networkDataplane",
    "networkProfile.networkMode",
    "networkProfile.networkPlugin",
    "networkProfile.networkPluginMode",
    "networkProfile.networkPolicy",
    "networkProfile.outboundType",
    "networkProfile.podCidr",
    "networkProfile.serviceCidr",
    "networkProfile.serviceCidrs",
    "nodeResourceGroup",
    "windowsProfile",
  ],
  frozen: ["enableRBAC", "networkProfile.ipFamilies"],
  keyed: { agentPoolProfiles: "name" },
  admit: requireCluster,
  outputs(write) {
    const { id, name, inputs } = write;
    const location = locationOf(inputs);
    const prefix = textAt(inputs, "dnsPrefix") ?? textAt(inputs, "fqdnSubdomain") ?? name;
    const fqdn = `${prefix}-${shortHash(id)}.hcp.${location}.azmk8s.io`;
    const nodeGroup = nodeGroupOf(write);
    const version = fullVersion(
      textAt(inputs, "kubernetesVersion") ?? textAt(write.previous?.outputs, "kubernetesVersion"),
    );
    return compact({
      fqdn,
      azurePortalFQDN: fqdn.replace(".hcp.", ".portal.hcp."),
      kubernetesVersion: textAt(inputs, "kubernetesVersion") ?? version,
      currentKubernetesVersion: version,
      nodeResourceGroup: nodeGroup,
      maxAgentPools: 100,
      enableRBAC: inputs["enableRBAC"] ?? true,
      powerState: { code: "Running" },
      provisioningState: "Succeeded",
      resourceUID: guidOf(id, "resource").replaceAll("-", "").slice(0, 24),
      sku: merge({ name: "Base", tier: "Free" }, compact({ tier: textAt(inputs, "sku.tier") ?? null })),
      supportPlan: textAt(inputs, "supportPlan") ?? "KubernetesOfficial",
      servicePrincipalProfile: { clientId: "msi" },
      networkProfile: networkDefaults(inputs),
      identity: reportedIdentity(write),
      identityProfile: { kubeletidentity: reportedKubelet(name, inputs, nodeGroup) },
      addonProfiles: reportedAddons(name, inputs, nodeGroup),
      agentPoolProfiles: reportedProfiles(write),
      oidcIssuerProfile: isOn(inputs, "oidcIssuerProfile.enabled")
        ? { enabled: true, issuerURL: issuerOf(id, location) }
        : undefined,
      ingressProfile: isOn(inputs, "ingressProfile.webAppRouting.enabled")
        ? { webAppRouting: { identity: reportedIdentityOf(nodeGroup, `webapprouting-${name}`) } }
        : undefined,
    });
  },
  companions: (write) => [...nodeGroupAndIdentities(write), ...inlinePools(write)],
  owned: ({ outputs }) => [groupId(textAt(outputs, "nodeResourceGroup") ?? "")],
  effect: (effects, { before, after }) => effects.cluster(before, after),
};

function locationOf(inputs: Props): string {
  return normalLocation(textAt(inputs, "location") ?? "");
}

function nodeGroupOf({ name, inputs }: Write): string {
  const group = textAt(inputs, "resourceGroupName") ?? "";
  return textAt(inputs, "nodeResourceGroup") ?? `MC_${group}_${name}_${locationOf(inputs)}`.slice(0, 80);
}

function issuerOf(id: string, location: string): string {
  return `https://${location}.oic.prod-aks.azure.com/${client.tenantId}/${guidOf(id, "issuer")}/`;
}

function networkDefaults(inputs: Props): Props {
  const overlay = textAt(inputs, "networkProfile.networkPluginMode") === "overlay";
  return compact({
    networkPlugin: textAt(inputs, "networkProfile.networkPlugin") ?? "azure",
    networkDataplane: textAt(inputs, "networkProfile.networkDataplane") ?? "azure",
    loadBalancerSku: textAt(inputs, "networkProfile.loadBalancerSku") ?? "standard",
    outboundType: textAt(inputs, "networkProfile.outboundType") ?? "loadBalancer",
    serviceCidr: textAt(inputs, "networkProfile.serviceCidr") ?? "10.0.0.0/16",
    dnsServiceIP: textAt(inputs, "networkProfile.dnsServiceIP") ?? "10.0.0.10",
    podCidr: textAt(inputs, "networkProfile.podCidr") ?? (overlay ? "10.244.0.0/16" : undefined),
    ipFamilies: listAt(inputs, "networkProfile.ipFamilies").length === 0 ? ["IPv4"] : undefined,
  });
}

/** The group AKS keeps the nodes in, and the identities it makes there. */
function nodeGroupAndIdentities(write: Write): readonly StoredResource[] {
  const nodeGroup = nodeGroupOf(write);
  const location = locationOf(write.inputs);
  const id = groupId(nodeGroup);
  const type = "Microsoft.Resources/resourceGroups";
  const kubelet = textAt(write.inputs, "identityProfile.kubeletidentity.resourceId");
  const names = addonIdentities(write.name, write.inputs);
  const all = kubelet === undefined ? [`${write.name}-agentpool`, ...names] : names;
  return [
    {
      type,
      id,
      inputs: { location, resourceGroupName: nodeGroup },
      outputs: {
        name: nameOf(id),
        type,
        location,
        managedBy: write.id,
        properties: { provisioningState: "Succeeded" },
      },
    },
    ...all.map((name) => madeByAzure(identityInNodeGroup(nodeGroup, name), name, location)),
  ];
}
