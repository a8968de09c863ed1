import { undecided, violation, type Finding } from "../finding.ts";
import { get, isPending, items, text, type Field } from "../read.ts";

/** Every listener of a Gateway has to end or pass on TLS; one named `http` may redirect, its routes see to that. */
export function checkGateway(body: Field, allowHttpRedirect: boolean): readonly Finding[] {
  const listeners = get(body, "spec", "listeners");
  if (isPending(listeners)) return [undecided(listeners)];
  return items(listeners).flatMap((listener) => checkListener(listener, allowHttpRedirect));
}

function checkListener(listener: Field, allowHttpRedirect: boolean): readonly Finding[] {
  const protocol = get(listener, "protocol");
  if (listener.state === "unknown") return [undecided(listener)];
  if (protocol.state === "unknown") return [undecided(protocol)];
  switch (text(protocol)) {
    case "HTTPS":
    case "TLS":
      return checkCertificates(listener);
    case "HTTP":
      return checkPlain(listener, protocol, allowHttpRedirect);
    default:
      return [violation(protocol, "does not encrypt", "Use HTTPS, or TLS for other protocols")];
  }
}

function checkCertificates(listener: Field): readonly Finding[] {
  const mode = get(listener, "tls", "mode");
  const references = get(listener, "tls", "certificateRefs");
  if (text(mode) === "Passthrough" || items(references).length > 0) return [];
  for (const field of [mode, references]) if (isPending(field)) return [undecided(field)];
  if (references.state === "unknown") return [undecided(references)];
  return [violation(references, "not set", "Name the Secret that holds the certificate")];
}

function checkPlain(listener: Field, protocol: Field, allowed: boolean): readonly Finding[] {
  const name = get(listener, "name");
  if (!allowed) return [violation(protocol, "does not encrypt", "Use HTTPS")];
  if (isPending(name)) return [undecided(name)];
  if (text(name) === "http") return [];
  const fix = "Use HTTPS, or name it http so that its routes may only redirect";
  return [violation(protocol, "does not encrypt", fix)];
}
