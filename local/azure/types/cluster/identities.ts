import { badRequest, referenceNotFound } from "../../arm/errors.ts";
import { client, groupId, guidOf, isUnder, sameId } from "../../arm/ids.ts";
import type { Write } from "../../resourceType.ts";
import { textAt, textsAt } from "../../values.ts";
import type { Json, Props } from "../../values.ts";

/** Roles that may assign an identity to something: Managed Identity Operator, Contributor, Owner. */
const assigners: readonly string[] = [
  "f1a07417-d97a-45cb-824c-7a7467783830",
  "b24988ac-6180-42a0-ab88-20f7382dd24c",
  "8e3af657-a8ff-443c-a75c-2fe8c4bcb635",
];

/** The identities a cluster names must exist, and its own must be allowed to hand out the kubelets'. */
export function requireIdentities({ inputs, azure }: Write): void {
  const type = textAt(inputs, "identity.type");
  const own = textsAt(inputs, "identity.userAssignedIdentities");
  if (type === "UserAssigned" && own.length !== 1) {
    throw badRequest(
      `A cluster with identity type UserAssigned needs exactly one entry in identity.userAssignedIdentities; got ${own.length}.`,
      "InvalidParameter",
      "identity.userAssignedIdentities",
    );
  }
  for (const id of own) {
    if (!azure.get(id)) throw referenceNotFound(id, "identity.userAssignedIdentities");
  }
  const kubelet = textAt(inputs, "identityProfile.kubeletidentity.resourceId");
  if (kubelet === undefined) return;
  if (type !== "UserAssigned") {
    throw badRequest(
      "Custom kubelet identity is supported only on clusters with a user assigned identity: set identity.type to UserAssigned.",
      "CustomKubeletIdentityOnlySupportedOnUserAssignedMSICluster",
    );
  }
  if (!azure.get(kubelet)) throw referenceNotFound(kubelet, "identityProfile.kubeletidentity");
  const principal = textAt(azure.get(own[0] ?? "")?.outputs, "principalId") ?? "";
  const allowed = azure.list("Microsoft.Authorization/roleAssignments").some(({ inputs: grant }) => {
    const scope = textAt(grant, "scope") ?? "";
    return (
      textAt(grant, "principalId") === principal &&
      assigners.some((role) => textAt(grant, "roleDefinitionId")?.toLowerCase().endsWith(role)) &&
      (sameId(scope, kubelet) || isUnder(kubelet, scope))
    );
  });
  if (!allowed) {
    throw badRequest(
      `The cluster using user-assigned managed identity must be granted 'Managed Identity Operator' role to assign kubelet identity. You can run 'az role assignment create --assignee ${principal} --role "Managed Identity Operator" --scope ${kubelet}'.`,
      "CustomKubeletIdentityMissingPermissionError",
    );
  }
}

/** `identity` as AKS reports it. */
export function reportedIdentity({ id, inputs, azure }: Write): Props {
  if (textAt(inputs, "identity.type") !== "UserAssigned") {
    return { type: "SystemAssigned", principalId: guidOf(id, "principal"), tenantId: client.tenantId };
  }
  const entries = textsAt(inputs, "identity.userAssignedIdentities").map((own): [string, Json] => {
    const outputs = azure.get(own)?.outputs;
    return [
      own,
      { clientId: textAt(outputs, "clientId") ?? "", principalId: textAt(outputs, "principalId") ?? "" },
    ];
  });
  return { type: "UserAssigned", userAssignedIdentities: Object.fromEntries(entries) };
}

/** Where AKS puts an identity that it makes itself. */
export function identityInNodeGroup(nodeGroup: string, name: string): string {
  return `${groupId(nodeGroup)}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`;
}
