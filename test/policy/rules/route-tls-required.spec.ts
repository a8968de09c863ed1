import assert from "node:assert/strict";
import { routeTlsRequired as rule } from "../../../policy/rules/kubernetes/route-tls-required.ts";
import { unknownText, type Body } from "../support/objects.ts";
import { broken, open, run, silent } from "../support/run.ts";

const later = "known only after the update";
const nameHost = "Name one host";

describe("k8s-route-tls-required on Ingress", () => {
  const type = "kubernetes:networking.k8s.io/v1:Ingress";
  const check = (spec: Body) => run(rule, type, { spec });
  const tls = [{ hosts: ["shop.example.com", "*.apps.example.com"], secretName: "web-tls" }];
  const uncovered = (index: number, host: string) =>
    `spec.rules[${index}].host: host ${host} is not under spec.tls. Add it to the hosts of a spec.tls entry.`;

  it("accepts hosts under tls, by name or by wildcard", () => {
    assert.deepEqual(
      check({ tls, rules: [{ host: "shop.example.com" }, { host: "a.apps.example.com" }] }),
      silent,
    );
    assert.deepEqual(check({}), silent);
    assert.deepEqual(run(rule, type, {}), silent);
  });

  it("refuses hosts that are not", () => {
    const rules = [
      { host: "shop.example.com" },
      { host: "a.b.apps.example.com" },
      { host: "apps.example.com" },
    ];
    assert.deepEqual(
      check({ tls, rules }),
      broken(uncovered(1, "a.b.apps.example.com"), uncovered(2, "apps.example.com")),
    );
    assert.deepEqual(
      check({ rules: [{ host: "shop.example.com" }] }),
      broken(uncovered(0, "shop.example.com")),
    );
  });

  it("refuses empty and wildcard hosts, and a default backend alone", () => {
    assert.deepEqual(
      check({ tls, rules: [{ http: {} }, { host: "" }, { host: "*.apps.example.com" }] }),
      broken(
        `spec.rules[0].host: serves every host. ${nameHost}.`,
        `spec.rules[1].host: serves every host. ${nameHost}.`,
        `spec.rules[2].host: wildcard host. ${nameHost} in full.`,
      ),
    );
    assert.deepEqual(
      check({ defaultBackend: { service: { name: "web" } } }),
      broken(
        "spec.defaultBackend: serves every host without TLS. Serve named hosts by spec.rules and spec.tls.",
      ),
    );
  });

  it("leaves open what is unknown and still sees the next host", () => {
    const rules = [{ host: unknownText }, { host: "shop.example.com" }];
    assert.deepEqual(check({ rules }), {
      violations: [uncovered(1, "shop.example.com")],
      undecided: [`spec.rules[0].host: ${later}`],
    });
    assert.deepEqual(check({ rules: unknownText }), open(`spec.rules: ${later}`));
    const named = [{ host: "shop.example.com" }];
    assert.deepEqual(
      check({ rules: named, tls: [{ hosts: [unknownText] }] }),
      open(`spec.tls[0].hosts[0]: ${later}`),
    );
    assert.deepEqual(
      run(rule, `${type}Patch`, { spec: { rules: named } }),
      open("spec.tls: left as it is by this patch"),
    );
    assert.deepEqual(run(rule, `${type}Patch`, { spec: { rules: [{ http: {} }] } }), silent);
  });

  it("leaves the Ingress of other groups alone", () => {
    const spec = { rules: [{ host: "a" }] };
    assert.deepEqual(run(rule, "kubernetes:config.openshift.io/v1:Ingress", { spec }), silent);
    assert.equal(run(rule, "kubernetes:extensions/v1beta1:Ingress", { spec }).violations.length, 1);
  });
});

describe("k8s-route-tls-required on Gateway", () => {
  const type = "kubernetes:gateway.networking.k8s.io/v1:Gateway";
  const check = (listeners: unknown, config?: unknown) => run(rule, type, { spec: { listeners } }, config);
  const listener = "spec.listeners[0]";
  const tls = { certificateRefs: [{ name: "web-tls" }] };

  it("accepts listeners with certificates, those that pass TLS on, and one named http", () => {
    const listeners = [
      { name: "https", protocol: "HTTPS", tls },
      { name: "tls", protocol: "TLS", tls },
      { name: "pass", protocol: "TLS", tls: { mode: "Passthrough" } },
      { name: "http", protocol: "HTTP" },
    ];
    assert.deepEqual(check(listeners), silent);
    assert.deepEqual(run(rule, type, {}), silent);
    assert.deepEqual(
      run(rule, "kubernetes:networking.istio.io/v1:Gateway", { spec: { listeners: [{}] } }),
      silent,
    );
  });

  it("refuses listeners without certificates", () => {
    const message = `${listener}.tls.certificateRefs: not set. Name the Secret that holds the certificate.`;
    assert.deepEqual(check([{ name: "https", protocol: "HTTPS" }]), broken(message));
    assert.deepEqual(
      check([{ name: "https", protocol: "HTTPS", tls: { certificateRefs: [] } }]),
      broken(message),
    );
  });

  it("refuses plain listeners", () => {
    assert.deepEqual(
      check([{ name: "web", protocol: "HTTP" }]),
      broken(
        `${listener}.protocol: does not encrypt. Use HTTPS, or name it http so that its routes may only redirect.`,
      ),
    );
    assert.deepEqual(
      check([{ name: "http", protocol: "HTTP" }], { allowHttpRedirect: false }),
      broken(`${listener}.protocol: does not encrypt. Use HTTPS.`),
    );
    assert.deepEqual(
      check([{ name: "amqp", protocol: "TCP" }]),
      broken(`${listener}.protocol: does not encrypt. Use HTTPS, or TLS for other protocols.`),
    );
  });

  it("leaves open what is unknown and still sees the next listener", () => {
    const listeners = [
      { name: unknownText, protocol: "HTTP" },
      { name: "a", protocol: unknownText },
      { name: "b", protocol: "HTTPS", tls: unknownText },
      unknownText,
      { name: "c", protocol: "UDP" },
    ];
    assert.deepEqual(check(listeners), {
      violations: ["spec.listeners[4].protocol: does not encrypt. Use HTTPS, or TLS for other protocols."],
      undecided: [
        `${listener}.name: ${later}`,
        `spec.listeners[1].protocol: ${later}`,
        `spec.listeners[2].tls: ${later}`,
        `spec.listeners[3]: ${later}`,
      ],
    });
    assert.deepEqual(check(unknownText), open(`spec.listeners: ${later}`));
    assert.deepEqual(
      run(rule, `${type}Patch`, { spec: { listeners: [{ name: "https", protocol: "HTTPS" }] } }),
      {
        violations: [],
        undecided: ["spec.listeners[0].tls: left as it is by this patch"],
      },
    );
  });
});

describe("k8s-route-tls-required on routes", () => {
  const type = "kubernetes:gateway.networking.k8s.io/v1:HTTPRoute";
  const check = (spec: Body, config?: unknown) => run(rule, type, { spec }, config);
  const parent = (sectionName: unknown) => [{ name: "platform", sectionName }];
  const serving = {
    parentRefs: parent("https-shop"),
    hostnames: ["shop.example.com"],
    rules: [{ backendRefs: [{ name: "web" }] }],
  };
  const redirect = { type: "RequestRedirect", requestRedirect: { scheme: "https", statusCode: 301 } };
  const move = "Move it to a route on the HTTPS listener.";

  it("accepts a named host on the HTTPS listener, and a redirect on the plain one", () => {
    assert.deepEqual(check(serving), silent);
    assert.deepEqual(check({ parentRefs: parent("http"), rules: [{ filters: [redirect] }] }), silent);
    assert.deepEqual(check({}), silent);
    assert.deepEqual(run(rule, type, {}), silent);
    assert.deepEqual(check({ ...serving, parentRefs: [{ kind: "Service", name: "web" }] }), silent);
  });

  it("refuses a route that names no listener", () => {
    assert.deepEqual(
      check({ ...serving, parentRefs: [{ name: "platform" }] }),
      broken(
        "spec.parentRefs[0].sectionName: not set, so the route is served on plain HTTP too. Name the HTTPS listener.",
      ),
    );
  });

  it("refuses everything but the redirect on the plain listener", () => {
    const rules = [
      { backendRefs: [{ name: "web" }], filters: [redirect] },
      { filters: [{ type: "RequestRedirect", requestRedirect: { port: 443 } }, redirect] },
      { filters: [{ type: "URLRewrite" }] },
      {},
    ];
    const only = "does not redirect to https. Use RequestRedirect with scheme https, and only that.";
    assert.deepEqual(
      check({ parentRefs: parent("http"), hostnames: ["shop.example.com"], rules }),
      broken(
        `spec.rules[0].backendRefs: served on plain HTTP. ${move}`,
        `spec.rules[1].filters[0]: ${only}`,
        `spec.rules[2].filters[0]: ${only}`,
        "spec.rules[3].filters: served on plain HTTP without a redirect. Add a RequestRedirect to https.",
      ),
    );
  });

  it("refuses the plain listener altogether when redirects are not allowed", () => {
    assert.deepEqual(
      check(
        { parentRefs: parent("http-web"), rules: [{ filters: [redirect] }] },
        { allowHttpRedirect: false },
      ),
      broken(
        "spec.parentRefs[0].sectionName: names a listener that does not encrypt. Name the HTTPS listener.",
      ),
    );
  });

  it("refuses empty and wildcard hosts in front of backends", () => {
    assert.deepEqual(
      check({ ...serving, hostnames: undefined }),
      broken(`spec.hostnames: serves every host. ${nameHost}.`),
    );
    assert.deepEqual(
      check({ ...serving, hostnames: [] }),
      broken(`spec.hostnames: serves every host. ${nameHost}.`),
    );
    assert.deepEqual(
      check({ ...serving, hostnames: ["shop.example.com", "*.example.com"] }),
      broken(`spec.hostnames[1]: wildcard host. ${nameHost} in full.`),
    );
  });

  it("holds gRPC routes to the same", () => {
    const grpc = "kubernetes:gateway.networking.k8s.io/v1:GRPCRoute";
    assert.deepEqual(run(rule, grpc, { spec: serving }), silent);
    assert.deepEqual(
      run(rule, grpc, { spec: { ...serving, parentRefs: parent("http") } }).violations[0],
      `spec.rules[0].backendRefs: served on plain HTTP. ${move}`,
    );
  });

  it("leaves open what is unknown and still sees the next rule", () => {
    const rules = [
      { backendRefs: unknownText, filters: [{ type: unknownText }] },
      { filters: unknownText },
      { backendRefs: [{ name: "web" }] },
    ];
    assert.deepEqual(check({ parentRefs: parent("http"), hostnames: [unknownText], rules }), {
      violations: [
        `spec.rules[2].backendRefs: served on plain HTTP. ${move}`,
        "spec.rules[2].filters: served on plain HTTP without a redirect. Add a RequestRedirect to https.",
      ],
      undecided: [
        `spec.rules[0].backendRefs: ${later}`,
        `spec.rules[0].filters[0].type: ${later}`,
        `spec.rules[1].filters: ${later}`,
        `spec.hostnames[0]: ${later}`,
      ],
    });
    assert.deepEqual(
      check({ ...serving, parentRefs: parent(unknownText) }),
      open(`spec.parentRefs[0].sectionName: ${later}`),
    );
    assert.deepEqual(
      check({ parentRefs: parent("https"), rules: [{ backendRefs: unknownText }] }),
      open(`spec.rules[0].backendRefs: ${later}`),
    );
    assert.deepEqual(run(rule, type, { spec: unknownText }), open(`spec: ${later}`));
    assert.deepEqual(run(rule, `${type}Patch`, { spec: { rules: serving.rules } }), silent);
  });
});
