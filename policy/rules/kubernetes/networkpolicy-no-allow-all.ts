import { undecided, violation, type Finding } from "../../lib/finding.ts";
import { cis } from "../../lib/frameworks.ts";
import { checkRule, type Direction } from "../../lib/networkPeers.ts";
import { get, isPending, items, text, type Field } from "../../lib/read.ts";
import { defineRule } from "../../lib/rule.ts";
import { strings } from "../../lib/settings.ts";

const directions: readonly Direction[] = [
  { type: "Ingress", rules: "ingress", peers: "from", everybody: "everybody may call" },
  { type: "Egress", rules: "egress", peers: "to", everybody: "everything may be called" },
];

export const networkPolicyNoAllowAll = defineRule({
  name: "k8s-networkpolicy-no-allow-all",
  description:
    "Network policies must name their peers and types, and leave the metadata service out of wide address blocks.",
  severity: "high",
  level: "mandatory",
  framework: cis("5.3.2"),
  tags: ["trivy:KSV-0038"],
  remediationSteps:
    "Name pods and namespaces by label and ports by number; where addresses are needed, leave out 169.254.169.254.",
  url: "https://kubernetes.io/docs/concepts/services-networking/network-policies/",
  kinds: ["NetworkPolicy"],
  params: {
    deniedEgressAddresses: strings(
      ["169.254.169.254"],
      "Addresses that no egress block may reach; by default the one that hands out the node's credentials.",
    ),
    allowedEgressCidrs: strings([], "Blocks that egress may reach on any port, whatever is in them."),
  },
  check: ({ group, body }, { deniedEgressAddresses: denied, allowedEgressCidrs: allowed }) => {
    // Calico and Cilium have policies of the same name, with other fields.
    if (!["networking.k8s.io", "extensions"].includes(group)) return [];
    const spec = get(body, "spec");
    return [
      ...checkTypes(spec),
      ...directions.flatMap((direction) => {
        const rules = get(spec, direction.rules);
        if (isPending(rules)) return [undecided(rules)];
        return items(rules).flatMap((rule) => checkRule(rule, direction, { denied, allowed }));
      }),
    ];
  },
});

function checkTypes(spec: Field): readonly Finding[] {
  const types = get(spec, "policyTypes");
  const named = items(types);
  if (types.state === "unknown") return [undecided(types)];
  if (named.length === 0)
    return [
      violation(types, "not set, so it follows from the rules there are", "Name Ingress, Egress or both"),
    ];
  return directions
    .filter(({ type, rules }) => !named.some((one) => text(one) === type) && hasRules(get(spec, rules)))
    .map(({ type, rules }) => {
      const open = named.find(isPending);
      if (open !== undefined) return undecided(open);
      return violation(types, `leaves out ${type}, so spec.${rules} has no effect`, `Add ${type}`);
    });
}

function hasRules(rules: Field): boolean {
  return items(rules).length > 0;
}
