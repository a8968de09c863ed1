import { undecided, violation, type Finding } from "../../lib/finding.ts";
import { azurePolicy } from "../../lib/frameworks.ts";
import { namespaceOf, type KubernetesObject } from "../../lib/object.ts";
import { get, isPending, items, text, type Field } from "../../lib/read.ts";
import { defineRule } from "../../lib/rule.ts";
import { strings } from "../../lib/settings.ts";

const internal = "service.beta.kubernetes.io/azure-load-balancer-internal";

export const serviceExposure = defineRule({
  name: "k8s-service-exposure",
  description:
    "Services must not open node ports, external IPs or a public load balancer of their own, past the gateway.",
  severity: "high",
  level: "mandatory",
  framework: azurePolicy("3fc4dc25"),
  tags: [
    "kube-linter:exposed-services",
    "kube-score:service-type",
    "kyverno:restrict-node-port",
    "kyverno:restrict-loadbalancer",
    "kyverno:restrict-service-external-ips",
    "trivy:KSV-0108",
    "azure-policy:3fc4dc25",
    "azure-policy:d46c275d",
  ],
  remediationSteps:
    "Use a ClusterIP Service behind the shared gateway, or an internal load balancer; list gateways in allowPublic.",
  url: "https://learn.microsoft.com/azure/aks/internal-lb",
  kinds: ["Service"],
  params: {
    allowPublic: strings([], "Services that may have a public load balancer, as namespace/service."),
  },
  check: (object, { allowPublic }) =>
    object.group === ""
      ? [...checkType(object, allowPublic), ...checkExternalIps(get(object.body, "spec", "externalIPs"))]
      : [],
});

function checkType(object: KubernetesObject, allowPublic: readonly string[]): readonly Finding[] {
  const type = get(object.body, "spec", "type");
  if (isPending(type)) return [undecided(type)];
  if (text(type) === "NodePort")
    return [violation(type, "opens a port on every node", "Use ClusterIP behind the gateway")];
  return text(type) === "LoadBalancer" ? checkLoadBalancer(object, type, allowPublic) : [];
}

function checkLoadBalancer(
  object: KubernetesObject,
  type: Field,
  allowPublic: readonly string[],
): readonly Finding[] {
  const annotation = get(object.body, "metadata", "annotations", internal);
  // Azure's controller takes nothing else for internal, be it True or 1.
  if (text(annotation) === "true") return [];
  if (annotation.state === "unknown") return [undecided(annotation)];
  const namespace = namespaceOf(object);
  const name = get(object.body, "metadata", "name");
  const possible = allowPublic.filter((entry) => mayBe(entry, namespace, text(name)));
  const open = [get(object.body, "metadata", "namespace"), name].filter(isPending);
  if (possible.length > 0 && open.length > 0) return open.map(undecided);
  if (possible.length > 0 && name.state === "known") return [];
  const fix = `Set annotation ${internal} to "true", or list namespace/service in allowPublic`;
  return [violation(type, "gets a public load balancer", fix)];
}

/** Whether an entry `namespace/service` can be this one, as far as the two are known. */
function mayBe(entry: string, namespace: string | undefined, name: string | undefined): boolean {
  const [itsNamespace, itsName] = entry.split("/");
  return (namespace === undefined || namespace === itsNamespace) && (name === undefined || name === itsName);
}

/** Whoever sets one takes over the traffic of that address in the whole cluster. */
function checkExternalIps(addresses: Field): readonly Finding[] {
  if (isPending(addresses)) return [undecided(addresses)];
  if (items(addresses).length === 0) return [];
  return [
    violation(addresses, "takes over traffic to addresses", "Remove it; use an internal load balancer"),
  ];
}
