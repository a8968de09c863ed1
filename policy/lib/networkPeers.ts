import { contains, isWide, parseBlock, type AddressBlock } from "./addressBlock.ts";
import { undecided, violation, type Finding } from "./finding.ts";
import { entries, get, isGiven, isPending, items, text, type Field } from "./read.ts";

/** One of the two halves of a network policy. */
export interface Direction {
  /** As in `spec.policyTypes`. */
  readonly type: "Ingress" | "Egress";
  readonly rules: "ingress" | "egress";
  readonly peers: "from" | "to";
  /** What a rule without peers allows. */
  readonly everybody: string;
}

export interface EgressLimits {
  /** Addresses that no block may reach. */
  readonly denied: readonly string[];
  /** Blocks that are allowed whatever they reach. */
  readonly allowed: readonly string[];
}

/** One rule of a network policy: who it names, and on which ports where that is nearly everybody. */
export function checkRule(rule: Field, direction: Direction, limits: EgressLimits): readonly Finding[] {
  const peers = get(rule, direction.peers);
  if (peers.state === "unknown") return [undecided(peers)];
  const all = items(peers);
  if (all.length > 0) return all.flatMap((peer) => checkPeer(peer, rule, direction, limits));
  const state = peers.state === "missing" ? "not set" : "empty";
  return [violation(peers, `${state}, so ${direction.everybody}`, "Name the peers")];
}

function checkPeer(peer: Field, rule: Field, direction: Direction, limits: EgressLimits): readonly Finding[] {
  const block = get(peer, "ipBlock");
  if (isPending(block)) return [undecided(block)];
  if (block.state === "known") return checkBlock(block, rule, direction, limits);
  const namespaces = get(peer, "namespaceSelector");
  const pods = get(peer, "podSelector");
  if (!isGiven(namespaces) && !isGiven(pods)) {
    if (namespaces.state === "unknown") return [undecided(namespaces)];
    return [violation(peer, "names nobody", "Name pods, namespaces or an address block")];
  }
  if (namespaces.state === "missing" || [namespaces, pods].some(isNarrow)) return [];
  const open = [namespaces, pods].flatMap(partsOf).find((field) => field.state === "unknown");
  if (open?.state === "unknown") return [undecided(open)];
  const problem = "selects every namespace with all its pods";
  return [violation(namespaces, problem, "Select namespaces or pods by their labels")];
}

function isNarrow(selector: Field): boolean {
  return (
    entries(get(selector, "matchLabels")).length > 0 || items(get(selector, "matchExpressions")).length > 0
  );
}

function partsOf(selector: Field): readonly Field[] {
  return selector.state === "missing"
    ? []
    : [selector, get(selector, "matchLabels"), get(selector, "matchExpressions")];
}

function checkBlock(
  ipBlock: Field,
  rule: Field,
  { type }: Direction,
  limits: EgressLimits,
): readonly Finding[] {
  const cidr = get(ipBlock, "cidr");
  if (cidr.state === "unknown") return [undecided(cidr)];
  const block = parseBlock(text(cidr) ?? "");
  if (block === undefined) return [violation(cidr, "is no address block", "Write it like 10.1.0.0/16")];
  if (type === "Egress" && blocks(limits.allowed).some((allowed) => contains(allowed, block))) return [];
  const reached = type === "Egress" ? checkReach(block, cidr, get(ipBlock, "except"), limits.denied) : [];
  return isWide(block) ? [...reached, ...checkPorts(rule, block)] : reached;
}

function checkReach(
  block: AddressBlock,
  cidr: Field,
  except: Field,
  denied: readonly string[],
): readonly Finding[] {
  const left = items(except);
  const excepted = blocks(left.flatMap((field) => text(field) ?? []));
  const reached = denied.filter((address) =>
    blocks([address]).some(
      (target) => contains(block, target) && !excepted.some((hole) => contains(hole, target)),
    ),
  );
  if (reached.length === 0) return [];
  const open = [except, ...left].find((field) => field.state === "unknown");
  if (open?.state === "unknown") return [undecided(open)];
  const fix = "List it under except, or name the addresses that are needed";
  return [violation(cidr, `reaches ${reached.join(", ")}`, fix)];
}

function checkPorts(rule: Field, { prefix }: AddressBlock): readonly Finding[] {
  const ports = get(rule, "ports");
  const named = items(ports);
  const open = `a block as wide as /${prefix} is open on every port`;
  if (ports.state === "unknown") return [undecided(ports)];
  if (named.length === 0) return [violation(ports, `names no port, so ${open}`, "Name the ports")];
  return named.flatMap((entry) => {
    const port = get(entry, "port");
    if (port.state === "unknown") return [undecided(port)];
    return port.state === "missing" ? [violation(port, `not set, so ${open}`, "Name the port")] : [];
  });
}

function blocks(written: readonly string[]): readonly AddressBlock[] {
  return written.flatMap((one) => parseBlock(one) ?? []);
}
