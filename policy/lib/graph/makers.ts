import { all, any, same, type Answer } from "../answer.ts";
import { certManagerGroup, secretsStoreGroup } from "../apiGroups.ts";
import { namespaceField } from "../object.ts";
import { get, isPending, items, root, text, type Field } from "../read.ts";
import type { Stack, StackObject } from "../stack.ts";
import { objectsOfKind } from "./objects.ts";
import { claim, configMap, secret } from "./podReferences.ts";
import type { Kind } from "./references.ts";

/** Objects whose controllers create others under names that they are told. */
interface Maker extends Kind {
  readonly makes: Kind;
  /** Its work lands in every namespace. */
  readonly everywhere?: boolean;
  readonly names: (maker: StackObject) => readonly Field[];
}

const ownName = ({ body }: StackObject) => get(body, "metadata", "name");

const makers: readonly Maker[] = [
  {
    makes: secret,
    kind: "Certificate",
    group: certManagerGroup,
    names: ({ body }) => [get(body, "spec", "secretName")],
  },
  {
    makes: secret,
    kind: "SecretProviderClass",
    group: secretsStoreGroup,
    names: ({ body }) => items(get(body, "spec", "secretObjects")).map((made) => get(made, "secretName")),
  },
  {
    makes: secret,
    kind: "ExternalSecret",
    group: "external-secrets.io",
    names: (maker) => {
      const target = get(maker.body, "spec", "target", "name");
      return [target.state === "missing" ? ownName(maker) : target];
    },
  },
  { makes: secret, kind: "SealedSecret", group: "bitnami.com", names: (maker) => [ownName(maker)] },
  {
    makes: configMap,
    kind: "Bundle",
    group: "trust.cert-manager.io",
    everywhere: true,
    names: (maker) => [ownName(maker)],
  },
  { makes: claim, kind: "StatefulSet", group: "apps", names: claimsOf },
];

/** A controller makes the object of that name, because another object of the stack tells it to. */
export function isMade(stack: Stack, made: Kind, namespace: Field, name: Field): Answer {
  const answers = makers
    .filter(({ makes }) => makes.kind === made.kind && makes.group === made.group)
    .flatMap(({ group, kind, everywhere = false, names }) =>
      objectsOfKind(stack, group, kind).flatMap((maker) =>
        names(maker).map((field) =>
          all([same(field, name), ...(everywhere ? [] : [same(namespaceField(maker), namespace)])]),
        ),
      ),
    );
  return any(answers);
}

/** The claims of a StatefulSet are called template-name-0, template-name-1 and so on. */
function claimsOf({ body }: StackObject): readonly Field[] {
  const name = get(body, "metadata", "name");
  const replicas = get(body, "spec", "replicas");
  const count = replicas.state === "known" ? Math.min(Number(text(replicas)) || 0, maxClaims) : 1;
  return items(get(body, "spec", "volumeClaimTemplates")).flatMap((template) => {
    const prefix = get(template, "metadata", "name");
    const open = [name, prefix].find(isPending);
    if (open !== undefined) return [open];
    return Array.from({ length: count }, (_, ordinal) =>
      root(`${text(prefix) ?? ""}-${text(name) ?? ""}-${ordinal}`),
    );
  });
}

/** A bound on what is looked at, should `replicas` be nonsense. */
const maxClaims = 1000;
