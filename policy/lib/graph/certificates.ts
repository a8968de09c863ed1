import { all, any, anyItem, isUnknown, same, type Answer } from "../answer.ts";
import { certManagerGroup } from "../apiGroups.ts";
import { undecided, violation, type Finding } from "../finding.ts";
import { namespaceField } from "../object.ts";
import { get, isGiven, text, type Field } from "../read.ts";
import type { Stack, StackObject } from "../stack.ts";
import { isMade } from "./makers.ts";
import { find, isExternal, isObject, objectsOfKind } from "./objects.ts";

/** What puts a certificate into a Secret. */
export type Source =
  | { readonly certificate: StackObject }
  /** Something whose hosts cannot be seen. */
  | { readonly certificate: undefined; readonly finding: Finding | undefined };

export interface SecretReference {
  readonly namespace: Field;
  readonly name: Field;
}

/** These annotations of an Ingress or a Gateway have its Secrets written. */
const annotations = [
  `${certManagerGroup}/issuer`,
  `${certManagerGroup}/cluster-issuer`,
  "kubernetes.io/tls-acme",
  "kubernetes.azure.com/tls-cert-keyvault-uri",
];

/** Finds what writes the Secret that an Ingress or a Gateway names. */
export function sourceOf(
  stack: Stack,
  owner: StackObject,
  { namespace, name }: SecretReference,
  external: readonly string[],
): Source {
  const hidden = (finding?: Finding) => ({ certificate: undefined, finding });
  if (isExternal(external, namespace, name)) return hidden();
  const certificate = objectsOfKind(stack, certManagerGroup, "Certificate").find(
    ({ body, ...rest }) =>
      all([
        same(namespaceField({ body, ...rest }), namespace),
        same(get(body, "spec", "secretName"), name),
      ]) === true,
  );
  if (certificate !== undefined) return { certificate };
  const secret = { group: "", kind: "Secret" };
  const written = find(stack, { ...secret, namespace, name });
  const made = isMade(stack, secret, namespace, name);
  if (isObject(written) || made === true || isAnnotated(owner)) return hidden();
  const open = [written, made].find((one) => typeof one === "object");
  if (open !== undefined && isUnknown(open)) return hidden(undecided(open));
  const problem = `nothing writes Secret ${text(name) ?? ""} in namespace ${text(namespace) ?? ""}`;
  const fix = "Create a cert-manager Certificate with this secretName, or list the Secret in external";
  return hidden(violation(name, problem, fix));
}

function isAnnotated({ body }: StackObject): boolean {
  return annotations.some((key) => isGiven(get(body, "metadata", "annotations", key)));
}

/** The certificate is for the host; its wildcard stands for one label. */
function certifies({ body }: StackObject, host: Field): Answer {
  return anyItem(get(body, "spec", "dnsNames"), (name) => {
    const wide = text(name) ?? "";
    const narrow = text(host) ?? "";
    const wildcard = wide.startsWith("*.") && wide.slice(1) === narrow.slice(narrow.indexOf("."));
    return wildcard && !narrow.startsWith("*") ? true : same(name, host);
  });
}

/** Some of the certificates is for the host. */
export function certified(certificates: readonly StackObject[], host: Field): Answer {
  return any(certificates.map((certificate) => certifies(certificate, host)));
}
