import assert from "node:assert/strict";
import { contains, parseBlock } from "../../../policy/lib/addressBlock.ts";
import { networkPolicyNoAllowAll as rule } from "../../../policy/rules/kubernetes/networkpolicy-no-allow-all.ts";
import { change, unknownText, type Body } from "../support/objects.ts";
import { broken, open, run, silent } from "../support/run.ts";

const type = "kubernetes:networking.k8s.io/v1:NetworkPolicy";
const later = "known only after the update";
const from = "spec.ingress[0].from";
const to = "spec.egress[0].to";
const metadataService = "169.254.169.254";
const reaches = `reaches ${metadataService}. List it under except, or name the addresses that are needed.`;
const everyPod = "selects every namespace with all its pods. Select namespaces or pods by their labels.";
const web = { matchLabels: { app: "web" } };

function policy(changes: Body = {}): Body {
  const spec = {
    podSelector: {},
    policyTypes: ["Ingress", "Egress"],
    ingress: [{ from: [{ podSelector: web }], ports: [{ port: 8080 }] }],
    egress: [
      { to: [{ ipBlock: { cidr: "0.0.0.0/0", except: ["169.254.0.0/16"] } }], ports: [{ port: 443 }] },
    ],
  };
  return change({ metadata: { name: "web", namespace: "shop" }, spec }, changes);
}

function check(changes: Body = {}, config?: unknown) {
  return run(rule, type, policy(changes), config);
}

/** The one block that egress may reach, on one port. */
function toBlock(ipBlock: unknown, config?: unknown) {
  return check({ "spec.egress": [{ to: [{ ipBlock }], ports: [{ port: 443 }] }] }, config);
}

describe("k8s-networkpolicy-no-allow-all", () => {
  it("accepts named peers, default deny, and policies of other groups", () => {
    assert.deepEqual(check(), silent);
    assert.deepEqual(check({ "spec.ingress": undefined, "spec.egress": [] }), silent);
    const calico = "kubernetes:crd.projectcalico.org/v1:NetworkPolicy";
    assert.deepEqual(run(rule, calico, policy({ "spec.policyTypes": [] })), silent);
    assert.deepEqual(run(rule, "kubernetes:core/v1:Service", {}), silent);
  });

  it("refuses policies that leave their types to the rules", () => {
    const message =
      "spec.policyTypes: not set, so it follows from the rules there are. Name Ingress, Egress or both.";
    for (const types of [undefined, [], null, "Ingress"])
      assert.deepEqual(check({ "spec.policyTypes": types }), broken(message));
    for (const group of ["networking.k8s.io/v1", "extensions/v1beta1"])
      assert.deepEqual(run(rule, `kubernetes:${group}:NetworkPolicy`, {}), broken(message));
  });

  it("refuses rules without effect", () => {
    assert.deepEqual(
      check({ "spec.policyTypes": ["Ingress"] }),
      broken("spec.policyTypes: leaves out Egress, so spec.egress has no effect. Add Egress."),
    );
    assert.deepEqual(check({ "spec.policyTypes": ["Ingress"], "spec.egress": undefined }), silent);
    assert.deepEqual(
      check({ "spec.policyTypes": ["Egress", unknownText] }),
      open(`spec.policyTypes[1]: ${later}`),
    );
  });

  it("refuses rules for everybody", () => {
    assert.deepEqual(
      check({ "spec.ingress": [{}], "spec.egress": [{ to: [], ports: [{ port: 443 }] }] }),
      broken(
        `${from}: not set, so everybody may call. Name the peers.`,
        `${to}: empty, so everything may be called. Name the peers.`,
      ),
    );
  });

  it("refuses peers that are every pod of the cluster, or nobody", () => {
    const peer = (one: unknown) => check({ "spec.ingress.0.from": [one] });
    assert.deepEqual(peer({ namespaceSelector: {} }), broken(`${from}[0].namespaceSelector: ${everyPod}`));
    assert.deepEqual(
      peer({ namespaceSelector: { matchLabels: {} }, podSelector: { matchExpressions: [] } }),
      broken(`${from}[0].namespaceSelector: ${everyPod}`),
    );
    assert.deepEqual(
      peer({}),
      broken(`${from}[0]: names nobody. Name pods, namespaces or an address block.`),
    );
    assert.deepEqual(peer({ podSelector: {} }), silent);
    assert.deepEqual(peer({ namespaceSelector: {}, podSelector: web }), silent);
    const exists = { matchExpressions: [{ key: "tenant", operator: "Exists" }] };
    assert.deepEqual(peer({ namespaceSelector: exists }), silent);
  });

  for (const cidr of ["0.0.0.0/0", "128.0.0.0/1", "169.254.0.0/16", "169.254.169.254/32"])
    it(`refuses egress to ${cidr} with the metadata service in it`, () => {
      assert.deepEqual(toBlock({ cidr }), broken(`${to}[0].ipBlock.cidr: ${reaches}`));
      assert.deepEqual(
        toBlock({ cidr, except: ["169.254.169.253/32", "10.0.0.0/8", "x"] }),
        broken(`${to}[0].ipBlock.cidr: ${reaches}`),
      );
      assert.deepEqual(toBlock({ cidr, except: ["10.0.0.0/8", `${metadataService}/32`] }), silent);
    });

  it("accepts egress to other blocks", () => {
    for (const cidr of ["10.0.0.0/8", "20.1.2.3/32", "0.0.0.0/1", "::/0", "fd00::/8"])
      assert.deepEqual(toBlock({ cidr }), silent);
  });

  it("takes addresses and exceptions from the configuration", () => {
    const config = { deniedEgressAddresses: [metadataService, "168.63.129.16"] };
    assert.deepEqual(
      toBlock({ cidr: "168.63.0.0/16" }, config),
      broken(`${to}[0].ipBlock.cidr: ${reaches.replace(metadataService, "168.63.129.16")}`),
    );
    const allowed = { allowedEgressCidrs: ["169.0.0.0/8"] };
    assert.deepEqual(toBlock({ cidr: "169.254.0.0/16" }, allowed), silent);
    assert.equal(toBlock({ cidr: "128.0.0.0/1" }, allowed).violations.length, 1);
    assert.deepEqual(
      check(
        { "spec.egress": [{ to: [{ ipBlock: { cidr: "0.0.0.0/0" } }] }] },
        { allowedEgressCidrs: ["0.0.0.0/0"] },
      ),
      silent,
    );
  });

  it("refuses wide blocks on every port, both ways", () => {
    const wide = "so a block as wide as /0 is open on every port";
    const anywhere = [{ ipBlock: { cidr: "0.0.0.0/0" } }];
    assert.deepEqual(check({ "spec.ingress": [{ from: anywhere, ports: [{ port: 8443 }] }] }), silent);
    assert.deepEqual(
      check({ "spec.ingress": [{ from: anywhere }] }),
      broken(`spec.ingress[0].ports: names no port, ${wide}. Name the ports.`),
    );
    assert.deepEqual(
      check({ "spec.egress.0.ports": [{ port: 443 }, { protocol: "UDP" }] }),
      broken(`spec.egress[0].ports[1].port: not set, ${wide}. Name the port.`),
    );
    assert.deepEqual(check({ "spec.egress": [{ to: [{ ipBlock: { cidr: "10.0.0.0/8" } }] }] }), silent);
    for (const cidr of ["::/1", "20.0.0.0/7"])
      assert.equal(check({ "spec.egress": [{ to: [{ ipBlock: { cidr } }] }] }).violations.length, 1);
    const config = { allowedEgressCidrs: ["0.0.0.0/0"] };
    assert.equal(check({ "spec.ingress": [{ from: anywhere }] }, config).violations.length, 1);
  });

  it("refuses what is no block", () => {
    for (const cidr of ["10.0.0.0/33", "ten", "10.0.0/8", "::/129", "", undefined])
      assert.deepEqual(
        toBlock({ cidr, except: [] }),
        broken(`${to}[0].ipBlock.cidr: is no address block. Write it like 10.1.0.0/16.`),
      );
  });

  const hidden: readonly (readonly [Body, string])[] = [
    [{ "spec.policyTypes": unknownText }, "spec.policyTypes"],
    [{ "spec.ingress": unknownText }, "spec.ingress"],
    [{ "spec.ingress": [unknownText] }, "spec.ingress[0]"],
    [{ "spec.ingress.0.from": unknownText }, from],
    [{ "spec.ingress.0.from": [unknownText] }, `${from}[0]`],
    [
      { "spec.ingress.0.from": [{ podSelector: {}, namespaceSelector: unknownText }] },
      `${from}[0].namespaceSelector`,
    ],
    [
      { "spec.ingress.0.from": [{ podSelector: unknownText, namespaceSelector: {} }] },
      `${from}[0].podSelector`,
    ],
    [{ "spec.egress.0.to.0.ipBlock": unknownText }, `${to}[0].ipBlock`],
    [{ "spec.egress.0.to.0.ipBlock.cidr": unknownText }, `${to}[0].ipBlock.cidr`],
    [{ "spec.egress.0.to.0.ipBlock.except": unknownText }, `${to}[0].ipBlock.except`],
    [{ "spec.egress.0.to.0.ipBlock.except.0": unknownText }, `${to}[0].ipBlock.except[0]`],
    [{ "spec.egress.0.ports": unknownText }, "spec.egress[0].ports"],
    [{ "spec.egress.0.ports.0.port": unknownText }, "spec.egress[0].ports[0].port"],
  ];
  for (const [changes, path] of hidden)
    it(`leaves open an unknown ${path}`, () => {
      assert.deepEqual(check(changes), open(`${path}: ${later}`));
    });

  it("sees a violation beside an unknown", () => {
    assert.deepEqual(check({ "spec.ingress": [unknownText, {}] }), {
      violations: ["spec.ingress[1].from: not set, so everybody may call. Name the peers."],
      undecided: [`spec.ingress[0]: ${later}`],
    });
  });

  it("leaves open what a patch does not set", () => {
    const outcome = run(rule, `${type}Patch`, { spec: { ingress: [{ ports: [{ port: 80 }] }] } });
    assert.deepEqual(
      outcome,
      open(
        "spec.policyTypes: left as it is by this patch",
        "spec.ingress[0].from: left as it is by this patch",
      ),
    );
  });
});

describe("address blocks", () => {
  it("contain each other by prefix, within one family", () => {
    const within = (outer: string, inner: string) => {
      const [one, two] = [parseBlock(outer), parseBlock(inner)];
      return one !== undefined && two !== undefined && contains(one, two);
    };
    assert.ok(within("10.0.0.0/8", "10.255.0.1"));
    assert.ok(within("10.1.2.3/8", "10.0.0.0/8"));
    assert.ok(!within("10.0.0.0/9", "10.0.0.0/8"));
    assert.ok(!within("10.0.0.0/9", "10.128.0.0/16"));
    assert.ok(within("2001:db8::/32", "2001:db8:1::/48"));
    assert.ok(!within("::/0", "10.0.0.0/8"));
  });
});
