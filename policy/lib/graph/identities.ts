import { all, same, type Answer } from "../answer.ts";
import { namespaceField } from "../object.ts";
import { get, isPending, root, text, type Field, type Pending } from "../read.ts";
import { azureOf, type Stack, type StackAzure, type StackObject } from "../stack.ts";
import { sameName } from "./azureIds.ts";
import { nameOf } from "./objects.ts";

/** A federated credential that lets a service account act as a managed identity. */
export interface Trust {
  readonly credential: StackAzure;
  readonly account: Account;
}

/** A service account, by the subject that names it. */
interface Account {
  readonly namespace: Field;
  readonly name: Field;
}

export interface Trusts {
  readonly known: readonly Trust[];
  /** Subjects that are not known yet. */
  readonly open: readonly (readonly [StackAzure, Pending])[];
}

const credentialType = "managedidentity:FederatedIdentityCredential";
const clientIdKey = "azure.workload.identity/client-id";

/** The federated credentials that trust service accounts; those for other issuers, e.g. GitHub's, are left out. */
export function trustsOf(stack: Stack): Trusts {
  const subjects = azureOf(stack, [credentialType]).map(
    (credential) => [credential, get(credential.body, "subject")] as const,
  );
  return {
    known: subjects.flatMap(([credential, subject]) => {
      const account = accountIn(subject);
      return account === undefined ? [] : [{ credential, account }];
    }),
    open: subjects.flatMap(([credential, subject]) =>
      isPending(subject) ? [[credential, subject] as const] : [],
    ),
  };
}

/** The credential trusts this very account. */
export function trusts({ account }: Trust, object: StackObject): Answer {
  return all([same(account.namespace, namespaceField(object)), same(account.name, nameOf(object))]);
}

/** Both credentials belong to the same identity. */
export function sameIdentity(one: StackAzure, other: StackAzure): Answer {
  const keys = ["resourceGroupName", "resourceName"];
  return all(keys.map((key) => sameName(get(one.body, key), get(other.body, key))));
}

/** The client id that pods of a service account present to Entra. */
export function clientIdOf({ body }: StackObject): Field {
  return get(body, "metadata", "annotations", clientIdKey);
}

function accountIn(subject: Field): Account | undefined {
  const match = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(text(subject) ?? "");
  if (match === null) return undefined;
  const [, namespace, name] = match;
  return {
    namespace: root(namespace, false, subject.path),
    name: root(name, false, subject.path),
  };
}
