import { undecided, violation, type Finding } from "../../lib/finding.ts";
import { kubernetesCve } from "../../lib/frameworks.ts";
import { entries, get, isPending, text, type Field } from "../../lib/read.ts";
import { defineRule } from "../../lib/rule.ts";
import { patterns, strings } from "../../lib/settings.ts";

const ingressGroups = ["networking.k8s.io", "extensions"];
const classFix = "Use a Gateway, or a controller that still gets security fixes";

export const ingressSafeConfig = defineRule({
  name: "k8s-ingress-safe-config",
  description:
    "Ingresses must not inject configuration into their controller, and no retired controller may serve them.",
  severity: "high",
  level: "mandatory",
  framework: kubernetesCve("CVE-2021-25742"),
  tags: [
    "kyverno:disallow-ingress-nginx-custom-snippets",
    "checkov:CKV_K8S_152",
    "checkov:CKV_K8S_153",
    "checkov:CKV_K8S_154",
    "trivy:KCV-0093",
  ],
  remediationSteps:
    "Express the behaviour in filters of an HTTPRoute, and move Ingresses of ingress-nginx to the Gateway API.",
  url: "https://learn.microsoft.com/azure/aks/concepts-network-ingress",
  kinds: ["Ingress", "IngressClass", "ConfigMap"],
  params: {
    deniedAnnotations: patterns(["-snippets?$"], "Names of annotations that nobody may set."),
    retiredClasses: strings(
      ["nginx", "webapprouting.kubernetes.azure.com", "addon-http-application-routing"],
      "Ingress classes whose controller gets no more fixes.",
    ),
    retiredControllers: strings(
      ["k8s.io/ingress-nginx", "webapprouting.kubernetes.azure.com/nginx"],
      "The same by spec.controller of an IngressClass.",
    ),
  },
  check: ({ group, kind, body }, { deniedAnnotations, retiredClasses, retiredControllers }) => {
    if (kind === "ConfigMap") return group === "" ? checkControllerConfig(body) : [];
    if (!ingressGroups.includes(group)) return [];
    if (kind === "IngressClass") return checkClass(get(body, "spec", "controller"), retiredControllers);
    const annotations = get(body, "metadata", "annotations");
    return [
      ...checkAnnotations(annotations, deniedAnnotations),
      ...checkClass(get(body, "spec", "ingressClassName"), retiredClasses),
      ...checkClass(get(annotations, "kubernetes.io/ingress.class"), retiredClasses),
    ];
  },
});

function checkAnnotations(annotations: Field, denied: readonly string[]): readonly Finding[] {
  if (isPending(annotations)) return [undecided(annotations)];
  const expressions = denied.map((source) => new RegExp(source, "i"));
  return entries(annotations)
    .filter(([name]) => expressions.some((expression) => expression.test(name)))
    .map(([, value]) =>
      violation(
        value,
        "injects configuration, and with it reaches every Secret of the controller",
        "Remove it; use a filter of an HTTPRoute",
      ),
    );
}

function checkClass(field: Field, retired: readonly string[]): readonly Finding[] {
  if (isPending(field)) return [undecided(field)];
  const name = text(field);
  if (name === undefined || !retired.includes(name)) return [];
  return [violation(field, `${name} is retired`, classFix)];
}

/** The switch of ingress-nginx that lets annotations inject configuration. */
function checkControllerConfig(body: Field): readonly Finding[] {
  const [, allowed] = entries(get(body, "data")).find(([key]) => key === "allow-snippet-annotations") ?? [];
  if (allowed === undefined) return [];
  if (isPending(allowed)) return [undecided(allowed)];
  if (text(allowed)?.toLowerCase() !== "true") return [];
  return [violation(allowed, "lets annotations inject configuration", 'Set it to "false"')];
}
