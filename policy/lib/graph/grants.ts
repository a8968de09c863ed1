import { all, any, anyItem, is, same, type Answer } from "../answer.ts";
import { gatewayGroup } from "../apiGroups.ts";
import { namespaceField } from "../object.ts";
import { get, type Field } from "../read.ts";
import type { Stack, StackObject } from "../stack.ts";
import { objectsOfKind } from "./objects.ts";

/** What a reference of Gateway API points at. */
interface Target {
  readonly kind: "Service" | "Secret";
  readonly namespace: Field;
  readonly name: Field;
}

/** The reference stays in its namespace, or a ReferenceGrant of the target's namespace allows it. */
export function granted(stack: Stack, from: StackObject, target: Target): Answer {
  const home = same(namespaceField(from), target.namespace);
  if (home !== false) return home;
  return any(
    objectsOfKind(stack, gatewayGroup, "ReferenceGrant").flatMap((grant) => {
      const [senders, targets] = [get(grant.body, "spec", "from"), get(grant.body, "spec", "to")];
      return all([
        same(namespaceField(grant), target.namespace),
        anyItem(senders, (sender) =>
          all([
            is(get(sender, "group"), gatewayGroup),
            is(get(sender, "kind"), from.kind),
            same(get(sender, "namespace"), namespaceField(from)),
          ]),
        ),
        anyItem(targets, (to) =>
          all([
            is(get(to, "group"), ""),
            is(get(to, "kind"), target.kind),
            get(to, "name").state === "missing" ? true : same(get(to, "name"), target.name),
          ]),
        ),
      ]);
    }),
  );
}
