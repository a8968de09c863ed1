import { badRequest, conflict } from "../arm/errors.ts";
import { isUnder, parentOf, sameId } from "../arm/ids.ts";
import type { ResourceType } from "../resourceType.ts";
import { isList, listAt, textAt } from "../values.ts";
import { inGroup } from "./resourceGroup.ts";

const credentialType = "Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials";

/** Entra accepts this many per identity. */
const most = 20;

export const federatedIdentityCredential: ResourceType = {
  module: "managedidentity",
  name: "FederatedIdentityCredential",
  armType: credentialType,
  id:
    `${inGroup}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/{resourceName}` +
    "/federatedIdentityCredentials/{federatedIdentityCredentialResourceName}",
  naming: {
    property: "federatedIdentityCredentialResourceName",
    auto: "copy",
    min: 3,
    max: 120,
    pattern: /^[A-Za-z0-9][A-Za-z0-9_-]*$/,
    rule: "letters, digits, hyphens and underscores, beginning with a letter or digit",
  },
  serialized(id) {
    const identity = parentOf(id) ?? id;
    return {
      id: identity,
      refusal: conflict(
        "ConcurrentFederatedIdentityCredentialsWritesForSingleManagedIdentity",
        `Too many Federated Identity Credentials are written concurrently for the managed identity '${identity}'. ` +
          "Concurrent Federated Identity Credentials writes under the same managed identity are not supported.",
      ),
    };
  },
  check(inputs) {
    const problems: string[] = [];
    const issuer = textAt(inputs, "issuer");
    if (issuer !== undefined && !URL.canParse(issuer))
      problems.push(`'issuer' must be a URL, got '${issuer}'`);
    const audiences = listAt(inputs, "audiences");
    if (isList(inputs["audiences"]) && audiences.length !== 1) {
      problems.push(`'audiences' must have exactly one entry, got ${audiences.length}`);
    }
    return problems;
  },
  admit({ id, inputs, previous, azure }) {
    const identity = parentOf(id) ?? "";
    const others = azure
      .list(credentialType)
      .filter((other) => isUnder(other.id, identity) && !sameId(other.id, id));
    const [issuer, subject] = [textAt(inputs, "issuer"), textAt(inputs, "subject")];
    if (others.some(({ inputs: other }) => other["issuer"] === issuer && other["subject"] === subject)) {
      throw conflict("Conflict", "Issuer and subject combination already exists for this Managed Identity.");
    }
    if (!previous && others.length >= most) {
      throw badRequest(
        `The managed identity '${identity}' already has ${most} federated identity credentials, which is the most it can have.`,
        "FederatedIdentityCredentialsLimitExceeded",
      );
    }
  },
};
