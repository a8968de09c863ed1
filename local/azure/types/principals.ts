import type { Subscription } from "../resourceType.ts";
import { textAt } from "../values.ts";
import { identityType } from "./userAssignedIdentity.ts";

/** Whether a GUID is the principal of an identity here: user assigned, or a resource's own. */
export function isPrincipal(principalId: string, azure: Subscription): boolean {
  const wanted = principalId.toLowerCase();
  const found = (value: string | undefined) => value?.toLowerCase() === wanted;
  return (
    azure.list(identityType).some(({ outputs }) => found(textAt(outputs, "principalId"))) ||
    azure.list().some(({ outputs }) => found(textAt(outputs, "identity.principalId")))
  );
}
