import { isUnknown } from "../../lib/answer.ts";
import { certManagerGroup, gatewayGroup } from "../../lib/apiGroups.ts";
import { locate, undecided, violation, type Finding } from "../../lib/finding.ts";
import { mcsb } from "../../lib/frameworks.ts";
import { certified, sourceOf } from "../../lib/graph/certificates.ts";
import { granted } from "../../lib/graph/grants.ts";
import { externalParam, find, isObject, nameOf, objectsOfKind } from "../../lib/graph/objects.ts";
import { gatewayPlaces, ingressPlaces, type Host, type Place } from "../../lib/graph/tlsPlaces.ts";
import { namespaceField } from "../../lib/object.ts";
import { get, orElse, text } from "../../lib/read.ts";
import { defineStackRule, type LocatedFinding } from "../../lib/rule.ts";
import { strings } from "../../lib/settings.ts";
import type { Stack, StackObject } from "../../lib/stack.ts";

export const routeHostHasCertificate = defineStackRule({
  name: "stack-route-host-has-certificate",
  description:
    "Every host served over TLS must have a certificate: one that names it, from an issuer that exists.",
  severity: "high",
  level: "mandatory",
  framework: mcsb("DP-7"),
  tags: ["kyverno:ingress-host-match-tls"],
  remediationSteps:
    "Create a Certificate with the host among dnsNames and the Secret that the listener names.",
  url: "https://cert-manager.io/docs/usage/certificate/",
  params: {
    issuers: strings([], "Names of issuers that live outside the stack."),
    external: externalParam,
  },
  check: (stack, { issuers, external }) => {
    const places = [
      ...["networking.k8s.io", "extensions"].flatMap((group) =>
        objectsOfKind(stack, group, "Ingress").flatMap(ingressPlaces),
      ),
      ...objectsOfKind(stack, gatewayGroup, "Gateway").flatMap((gateway) => gatewayPlaces(stack, gateway)),
    ];
    return [
      ...places.flatMap((place) => checkPlace(stack, place, external)),
      ...objectsOfKind(stack, certManagerGroup, "Certificate").flatMap((certificate) =>
        checkIssuer(stack, certificate, issuers).map((finding) => locate(certificate, finding)),
      ),
    ];
  },
});

function checkPlace(stack: Stack, place: Place, external: readonly string[]): readonly LocatedFinding[] {
  const { owner, secrets, hosts, findings } = place;
  const sources = secrets.map((secret) => sourceOf(stack, owner, secret, external));
  const certificates = sources.flatMap(({ certificate }) => (certificate === undefined ? [] : [certificate]));
  const missing = sources.flatMap((source) =>
    source.certificate === undefined && source.finding !== undefined ? [source.finding] : [],
  );
  const grants = secrets.flatMap((secret) => {
    const answer = granted(stack, owner, { kind: "Secret", ...secret });
    if (answer === true || isUnknown(answer)) return [];
    const problem = `no ReferenceGrant lets this ${owner.kind} use the Secret`;
    return [violation(secret.namespace, problem, "Add one to the namespace of the Secret")];
  });
  // Of a Secret that no Certificate writes nobody can tell the hosts.
  const visible = certificates.length > 0 && certificates.length === sources.length;
  return [
    ...[...findings, ...missing, ...grants].map((finding) => locate(owner, finding)),
    ...(visible ? hosts.flatMap((host) => checkHost(host, certificates)) : []),
  ];
}

function checkHost({ field, owner }: Host, certificates: readonly StackObject[]): readonly LocatedFinding[] {
  const answer = certified(certificates, field);
  if (answer === true) return [];
  if (isUnknown(answer)) return [locate(owner, undecided(answer))];
  const names = certificates.map((certificate) => text(nameOf(certificate)) ?? "").join(", ");
  const problem = `host ${text(field) ?? ""} is not among the dnsNames of Certificate ${names}`;
  return [locate(owner, violation(field, problem, "Add it there, or use another Secret"))];
}

function checkIssuer(stack: Stack, certificate: StackObject, issuers: readonly string[]): readonly Finding[] {
  const reference = get(certificate.body, "spec", "issuerRef");
  const name = get(reference, "name");
  const kind = text(orElse(get(reference, "kind"), "Issuer"));
  const group = text(orElse(get(reference, "group"), certManagerGroup));
  // Other groups are issuers of other projects, each with a kind of its own.
  if (group !== certManagerGroup || kind === undefined || issuers.includes(text(name) ?? "")) return [];
  const namespace = kind === "Issuer" ? { namespace: namespaceField(certificate) } : {};
  const found = find(stack, { group, kind, name, ...namespace });
  if (isObject(found)) return [];
  if (found !== undefined) return [undecided(found)];
  return [
    violation(name, `${kind} ${text(name) ?? ""} is not in the stack`, "Correct it, or list it in issuers"),
  ];
}
