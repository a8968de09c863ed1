import { isUnknown } from "../../lib/answer.ts";
import { distinct, locate, undecided, violation, type Finding } from "../../lib/finding.ts";
import { mcsb } from "../../lib/frameworks.ts";
import { objectsOfKind } from "../../lib/graph/objects.ts";
import {
  grantLinks,
  identityLinks,
  namespaceLinks,
  peersOf,
  queueLinks,
  trustLinks,
  type Link,
} from "../../lib/graph/tenantLinks.ts";
import { tenantsOf, type Tenants } from "../../lib/graph/tenants.ts";
import { get, isPending, text, type Field } from "../../lib/read.ts";
import { defineStackRule, type LocatedFinding } from "../../lib/rule.ts";
import { matching, strings } from "../../lib/settings.ts";
import type { StackObject } from "../../lib/stack.ts";

const fix = "Keep to this tenant, or list the other one in shared";

export const noCrossTenantReferences = defineStackRule({
  name: "stack-no-cross-tenant-references",
  description:
    "Rights, network peers, routes, queues and identities of a tenant must not lead to another tenant.",
  severity: "high",
  level: "mandatory",
  framework: mcsb("NS-1"),
  tags: [],
  remediationSteps:
    "Let tenants meet through the gateway or a service of the platform, not through each other.",
  url: "https://kubernetes.io/docs/concepts/security/multi-tenancy/",
  params: {
    tenantLabel: matching(
      /^[\w./-]+$/,
      "aks-platform/tenant",
      "Label of namespaces that says whose they are.",
    ),
    tenantTag: matching(/^[\w./-]+$/, "tenant", "Tag of Azure resources that says whose they are."),
    shared: strings([], "Tenants whose things all others may use."),
  },
  check: (stack, { tenantLabel, tenantTag, shared }) => {
    const tenants = tenantsOf(stack, tenantLabel, tenantTag);
    const links = [namespaceLinks, queueLinks, trustLinks, identityLinks, grantLinks];
    return [
      ...links.flatMap((find) => find(stack, tenants)).flatMap((link) => checkLink(link, tenants, shared)),
      ...objectsOfKind(stack, "networking.k8s.io", "NetworkPolicy").flatMap((policy) =>
        checkPolicy(policy, tenants, tenantLabel, shared),
      ),
    ];
  },
});

function checkLink(link: Link, { count }: Tenants, shared: readonly string[]): readonly LocatedFinding[] {
  const { at, field, own, what, other } = link;
  // With one tenant, or none, nothing can lead to another.
  if (isPending(field)) return count > 1 ? [locate(at, undecided(field))] : [];
  if (!isForeign(own, other, shared)) return [];
  return [locate(at, violation(field, `leads to ${what} of tenant ${other ?? ""}`, fix))];
}

function isForeign(own: string | undefined, other: string | undefined, shared: readonly string[]): boolean {
  return own !== undefined && other !== undefined && own !== other && !shared.includes(other);
}

function checkPolicy(
  policy: StackObject,
  tenants: Tenants,
  label: string,
  shared: readonly string[],
): readonly LocatedFinding[] {
  const own = tenants.ofObject(policy);
  return peersOf(policy).flatMap((peer) =>
    distinct(
      checkPeer(get(peer, "namespaceSelector"), tenants, label, (other) => isForeign(own, other, shared)),
    ).map((finding) => locate(policy, finding)),
  );
}

/** A selector can also ask for a tenant by name whose namespace is not in the stack. */
function checkPeer(
  selector: Field,
  tenants: Tenants,
  label: string,
  foreign: (tenant: string) => boolean,
): readonly Finding[] {
  if (selector.state === "missing") return [];
  const asked = text(get(selector, "matchLabels", label));
  const answers = tenants.selected(selector).filter(([tenant]) => foreign(tenant));
  const reached = [
    ...(asked !== undefined && foreign(asked) ? [asked] : []),
    ...answers.filter(([, answer]) => answer === true).map(([tenant]) => tenant),
  ];
  if (reached.length > 0) {
    const names = [...new Set(reached)].sort().join(", ");
    return [violation(selector, `selects namespaces of tenant ${names}`, fix)];
  }
  const open = answers.map(([, answer]) => answer).find(isUnknown);
  return open?.cause === "preview" ? [undecided(open)] : [];
}
