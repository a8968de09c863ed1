import { get, items, root, type Field } from "../read.ts";
import type { Stack, StackObject } from "../stack.ts";
import { objectsOfKind } from "./objects.ts";
import { every, namespaceField, same, some, type Answer } from "./selectors.ts";

export const gatewayGroup = "gateway.networking.k8s.io";

/** What a reference of Gateway API points at. */
interface Target {
  readonly kind: "Service" | "Secret";
  readonly namespace: Field;
  readonly name: Field;
}

/** The reference stays in its namespace, or a ReferenceGrant of the target's namespace allows it. */
export function granted(stack: Stack, from: StackObject, target: Target): Answer {
  const home = same(namespaceField(from), target.namespace);
  if (home !== "no") return home;
  return some(
    objectsOfKind(stack, gatewayGroup, "ReferenceGrant").flatMap((grant) => {
      const [senders, targets] = [get(grant.body, "spec", "from"), get(grant.body, "spec", "to")];
      return every([
        same(namespaceField(grant), target.namespace),
        anyItem(senders, (sender) =>
          every([
            same(get(sender, "group"), root(gatewayGroup)),
            same(get(sender, "kind"), root(from.kind)),
            same(get(sender, "namespace"), namespaceField(from)),
          ]),
        ),
        anyItem(targets, (to) =>
          every([
            same(get(to, "group"), root("")),
            same(get(to, "kind"), root(target.kind)),
            get(to, "name").state === "missing" ? "yes" : same(get(to, "name"), target.name),
          ]),
        ),
      ]);
    }),
  );
}

/** Some element of the list fits; unknown while the list is. */
export function anyItem(list: Field, fits: (item: Field) => Answer): Answer {
  return list.state === "unknown" ? list : some(items(list).map(fits));
}
