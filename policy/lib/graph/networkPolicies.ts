import { all, any, anyItem, is, type Answer } from "../answer.ts";
import { selects, type Labels } from "../labelSelector.ts";
import { entries, get, isGiven, items, orElse, root, type Field } from "../read.ts";
import type { Stack, StackObject } from "../stack.ts";
import { objectsOfKind } from "./objects.ts";

export const directions = ["Ingress", "Egress"] as const;

export type Direction = (typeof directions)[number];

export function networkPolicies(stack: Stack): readonly StackObject[] {
  return ["networking.k8s.io", "extensions"].flatMap((group) => objectsOfKind(stack, group, "NetworkPolicy"));
}

/** The policy governs this direction; when it does not say, ingress always and egress if it has rules for it. */
export function governs(policy: StackObject, direction: Direction): Answer {
  const types = get(policy.body, "spec", "policyTypes");
  if (types.state === "unknown") return types;
  if (items(types).length > 0) return anyItem(types, (type) => is(type, direction));
  if (direction === "Ingress") return true;
  const egress = get(policy.body, "spec", "egress");
  if (egress.state === "unknown") return egress;
  return items(egress).length > 0;
}

/** The policy is about pods with these labels; without a selector it is about all of its namespace. */
export function concerns(policy: StackObject, labels: Labels): Answer {
  return selects(podSelector(policy), labels);
}

/** The policy is about every pod of its namespace. */
export function concernsAll(policy: StackObject): Answer {
  const selector = podSelector(policy);
  const parts = ["matchLabels", "matchExpressions"].map((key) => get(selector, key));
  return all(parts.map((part) => (part.state === "unknown" ? part : isEmpty(part))));
}

/** The policy closes this direction for every pod: it opens nothing itself. */
export function denies(policy: StackObject, direction: Direction): Answer {
  const rules = get(policy.body, "spec", direction.toLowerCase());
  const none = rules.state === "unknown" ? rules : items(rules).length === 0;
  return all([concernsAll(policy), governs(policy, direction), none]);
}

/** The policy lets every pod of the namespace ask for names, by UDP and TCP. */
export function allowsDns(policy: StackObject): Answer {
  const egress = get(policy.body, "spec", "egress");
  const opens = (protocol: string) =>
    anyItem(egress, (rule) => all([opensPort(get(rule, "ports"), protocol), reachesDns(get(rule, "to"))]));
  return all([concernsAll(policy), governs(policy, "Egress"), opens("UDP"), opens("TCP")]);
}

function opensPort(ports: Field, protocol: string): Answer {
  if (ports.state === "missing" || (ports.state === "known" && items(ports).length === 0)) return true;
  return anyItem(ports, (port) =>
    all([
      is(orElse(get(port, "protocol"), "TCP"), protocol),
      get(port, "port").state === "missing"
        ? true
        : any(["53", "dns", "dns-tcp"].map((name) => is(get(port, "port"), name))),
    ]),
  );
}

/** Name servers are in kube-system, or, with a cache on the nodes, at an address. */
function reachesDns(peers: Field): Answer {
  if (peers.state === "missing" || (peers.state === "known" && items(peers).length === 0)) return true;
  const kubeSystem: Labels = (key) => root(key === "kubernetes.io/metadata.name" ? "kube-system" : undefined);
  return anyItem(peers, (peer) =>
    isGiven(get(peer, "ipBlock")) ? true : selects(get(peer, "namespaceSelector"), kubeSystem),
  );
}

function isEmpty(part: Field): boolean {
  return entries(part).length === 0 && items(part).length === 0;
}

function podSelector({ body }: StackObject): Field {
  const selector = get(body, "spec", "podSelector");
  return selector.state === "missing" ? root({}, false, selector.path) : selector;
}
