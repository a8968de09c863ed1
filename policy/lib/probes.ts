import { get, isGiven, isPending, items, number, text, type Field, type Unknown } from "./read.ts";

/** The four ways to ask a container. */
const handlers = ["httpGet", "tcpSocket", "grpc", "exec"] as const;

/** What a probe asks, as one comparable text; what hides it; nothing when it asks nothing. */
export function questionOf(probe: Field, container: Field): string | Unknown | undefined {
  const handler = handlers.find((name) => isGiven(get(probe, name)));
  if (handler === undefined) return undefined;
  const asked = get(probe, handler);
  const parts = isPending(asked) ? [asked] : partsOf(asked, container);
  return parts.find(isPending) ?? [handler, ...parts.map((part) => text(part) ?? "")].join("\n");
}

/** Seconds of failing before the kubelet acts; undefined while unknown. */
export function patienceOf(probe: Field): number | undefined {
  const threshold = get(probe, "failureThreshold");
  const period = get(probe, "periodSeconds");
  if (isPending(threshold) || isPending(period)) return undefined;
  return (number(threshold) ?? 3) * (number(period) ?? 10);
}

/** A probe's port, when it is a name that no port of the container has; or what hides the answer. */
export function undeclaredPort(probe: Field, container: Field): Field | undefined {
  const port = ["httpGet", "tcpSocket"].map((handler) => get(probe, handler, "port")).find(isGiven);
  if (port === undefined || isPending(port) || number(port) !== undefined) return undefined;
  const ports = get(container, "ports");
  const names = items(ports).map((declared) => get(declared, "name"));
  if (names.some((name) => text(name) === text(port))) return undefined;
  return [ports, ...names].find(isPending) ?? port;
}

/** The handler's fields that tell one question from another, with a named port replaced by its number. */
function partsOf(asked: Field, container: Field): readonly Field[] {
  const port = get(asked, "port");
  const declared = items(get(container, "ports")).find(
    (one) => text(port) !== undefined && text(get(one, "name")) === text(port),
  );
  const number = declared === undefined ? port : get(declared, "containerPort");
  const details = ["path", "scheme", "host", "service"].map((key) => get(asked, key));
  return [number, ...details, ...items(get(asked, "command"))];
}
