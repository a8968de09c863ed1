import { gatewayGroup } from "../../lib/apiGroups.ts";
import { azurePolicy } from "../../lib/frameworks.ts";
import { checkGateway } from "../../lib/routes/gateway.ts";
import { checkIngress } from "../../lib/routes/ingress.ts";
import { checkRoute } from "../../lib/routes/route.ts";
import { defineRule } from "../../lib/rule.ts";
import { flag } from "../../lib/settings.ts";

const ingressGroups = ["networking.k8s.io", "extensions"];

export const routeTlsRequired = defineRule({
  name: "k8s-route-tls-required",
  description: "Traffic from outside must arrive over TLS, for named hosts; plain HTTP may only redirect.",
  severity: "high",
  level: "mandatory",
  framework: azurePolicy("1a5b4dca"),
  tags: [
    "polaris:tlsSettingsMissing",
    "kyverno:require-ingress-https",
    "kyverno:disallow-empty-ingress-host",
    "kyverno:restrict-ingress-wildcard",
    "azure-policy:1a5b4dca",
    "azure-policy:d8c942c6",
  ],
  remediationSteps:
    "Serve named hosts with a certificate; keep plain HTTP to a listener named http whose route redirects.",
  url: "https://gateway-api.sigs.k8s.io/guides/http-redirect-rewrite/",
  kinds: ["Ingress", "Gateway", "HTTPRoute", "GRPCRoute"],
  params: {
    allowHttpRedirect: flag(
      true,
      "Allow a Gateway listener named http, whose routes only redirect to https.",
    ),
  },
  check: ({ group, kind, body }, { allowHttpRedirect }) => {
    if (kind === "Ingress") return ingressGroups.includes(group) ? checkIngress(body) : [];
    if (group !== gatewayGroup) return [];
    return kind === "Gateway" ? checkGateway(body, allowHttpRedirect) : checkRoute(body, allowHttpRedirect);
  },
});
